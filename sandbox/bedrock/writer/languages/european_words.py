"""French, German and Spanish words for pictures. A pair ends with a semicolon; * marks an adjective.

Articles and prepositions are here too: they carry the grammar of a short description over into English.
"""

from typing import Final

FRENCH: Final = """
un a; une a; des -; le the; la the; les the; l the; du of the; de of; d of; au at the; aux at the; à at;
en in; et and; dans in; sur on; sous under; avec with; sans without; devant in front of;
derrière behind; entre between; près near; chez at; par by; pour for; vers towards; qui -; est -;
où where; mon my; ma my; sa their; son their; phare lighthouse; tempête storm; orage thunderstorm;
mer sea; océan ocean; vague waves; vagues waves; plage beach; chat cat; chien dog; renard fox;
loup wolf; cheval horse; oiseau bird; oiseaux birds; hibou owl; ours bear; cerf deer; lapin rabbit;
baleine whale; poisson fish; papillon butterfly; éléphant elephant; montagne mountain;
montagnes mountains; forêt forest; arbre tree; arbres trees; fleur flower; fleurs flowers;
rivière river; lac lake; île island; désert desert; champ field; champs fields; jardin garden; ciel sky;
nuage cloud; nuages clouds; pluie rain; neige snow; brouillard fog; brume mist; vent wind; soleil sun;
lune moon; étoile star; étoiles stars; nuit night; jour day; matin morning; soir evening; aube dawn;
aurore dawn; crépuscule dusk; hiver winter; été summer; automne autumn; printemps spring; maison house;
château castle; église church; pont bridge; ville city; village village; rue street; toit roof;
fenêtre window; porte door; vélo bicycle; voiture car; bateau boat; voilier sailboat; train train;
avion aeroplane; montgolfière hot air balloon; femme woman; homme man; enfant child; fille girl;
garçon boy; chevalier knight; sorcière witch; roi king; reine queen; livre book; lampe lamp;
bougie candle; tasse cup; café coffee; thé tea; pain bread; pomme apple; table table; chaise chair;
chambre room; cuisine kitchen; bibliothèque library; rouge red*; bleu blue*; bleue blue*; vert green*;
verte green*; jaune yellow*; noir black*; noire black*; blanc white*; blanche white*; gris grey*;
grise grey*; rose pink*; doré golden*; petit small*; petite small*; grand big*; grande big*; vieux old*;
vieille old*; jeune young*; beau beautiful*; belle beautiful*; calme calm*; sombre dark*;
mystérieux mysterious*; mystérieuse mysterious*; enneigé snow-covered*; enneigée snow-covered*;
abandonné abandoned*; abandonnée abandoned*; solitaire lonely*; lumière light; ombre shadow;
coucher setting; lever rising; aquarelle watercolour; peinture painting; dessin drawing; dort sleeping;
endormi sleeping*; assis sitting; assise sitting; dansant dancing; courant running; appuyé leaning;
contre against;
"""

GERMAN: Final = """
ein a; eine a; einen a; einem a; einer a; eines of a; der the; die the; das the; den the; dem the;
des of the; und and; im in the; in in; am at the; an at; auf on; unter under; über above; mit with;
ohne without; vor in front of; hinter behind; neben beside; zwischen between; bei at; beim at the;
zum to the; zur to the; von of; vom of the; aus made of; durch through; für for; ist -; mein my;
leuchtturm lighthouse; sturm storm; gewitter thunderstorm; meer sea; see lake; ozean ocean;
wellen waves; welle wave; strand beach; katze cat; hund dog; fuchs fox; wolf wolf; pferd horse;
vogel bird; vögel birds; eule owl; bär bear; hirsch deer; hase rabbit; wal whale; fisch fish;
schmetterling butterfly; elefant elephant; berg mountain; berge mountains; wald forest; baum tree;
bäume trees; blume flower; blumen flowers; fluss river; insel island; wüste desert; feld field;
wiese meadow; garten garden; himmel sky; wolke cloud; wolken clouds; regen rain; schnee snow; nebel fog;
wind wind; sonne sun; mond moon; stern star; sterne stars; nacht night; nachts at night; tag day;
morgen morning; abend evening; morgendämmerung dawn; sonnenaufgang sunrise; sonnenuntergang sunset;
abenddämmerung dusk; winter winter; sommer summer; herbst autumn; frühling spring; haus house;
hütte cabin; schloss castle; burg castle; kirche church; brücke bridge; stadt city; dorf village;
straße street; dach roof; fenster window; tür door; fahrrad bicycle; auto car; boot boat; schiff ship;
segelboot sailboat; zug train; flugzeug aeroplane; heißluftballon hot air balloon; frau woman; mann man;
kind child; mädchen girl; junge boy; ritter knight; hexe witch; könig king; königin queen; buch book;
lampe lamp; kerze candle; tasse cup; kaffee coffee; tee tea; brot bread; apfel apple; tisch table;
stuhl chair; zimmer room; küche kitchen; bibliothek library; rot red*; roter red*; rote red*;
rotes red*; roten red*; blau blue*; blauer blue*; blaue blue*; blaues blue*; blauen blue*; grün green*;
grüner green*; grüne green*; grünes green*; grünen green*; gelb yellow*; gelbe yellow*; gelber yellow*;
gelbes yellow*; schwarz black*; schwarze black*; schwarzer black*; schwarzes black*; schwarzen black*;
weiß white*; weiße white*; weißer white*; weißes white*; grau grey*; graue grey*; grauer grey*;
kleine small*; kleiner small*; kleines small*; kleinen small*; große big*; großer big*; großes big*;
großen big*; alte old*; alter old*; altes old*; alten old*; junge young*; schöne beautiful*;
ruhige calm*; dunkle dark*; dunkler dark*; dunklen dark*; einsame lonely*; einsamer lonely*;
verlassene abandoned*; verlassenes abandoned*; verschneite snow-covered*; verschneiter snow-covered*;
geheimnisvolle mysterious*; licht light; schatten shadow; aquarell watercolour; gemälde painting;
schläft sleeping; schlafende sleeping*; sitzt sitting; sitzende sitting*; tanzt dancing; rennt running;
"""

SPANISH: Final = """
un a; una a; unos some; unas some; el the; la the; los the; las the; del of the; de of; al at the; a to;
en in; y and; e and; con with; sin without; sobre on; bajo under; ante in front of; tras behind;
entre between; junto beside; por by; para for; hacia towards; que -; es -; mi my; su their;
faro lighthouse; tormenta storm; mar sea; océano ocean; ola wave; olas waves; playa beach; gato cat;
gata cat; perro dog; zorro fox; lobo wolf; caballo horse; pájaro bird; pájaros birds; búho owl;
oso bear; ciervo deer; conejo rabbit; ballena whale; pez fish; mariposa butterfly; elefante elephant;
montaña mountain; montañas mountains; bosque forest; árbol tree; árboles trees; flor flower;
flores flowers; río river; lago lake; isla island; desierto desert; campo field; jardín garden;
cielo sky; nube cloud; nubes clouds; lluvia rain; nieve snow; niebla fog; viento wind; sol sun;
luna moon; estrella star; estrellas stars; noche night; día day; mañana morning; tarde afternoon;
amanecer dawn; atardecer sunset; anochecer dusk; invierno winter; verano summer; otoño autumn;
primavera spring; casa house; cabaña cabin; castillo castle; iglesia church; puente bridge; ciudad city;
pueblo village; calle street; tejado roof; ventana window; puerta door; bicicleta bicycle; coche car;
barco ship; velero sailboat; tren train; avión aeroplane; globo balloon; mujer woman; hombre man;
niño boy; niña girl; caballero knight; bruja witch; rey king; reina queen; libro book; lámpara lamp;
vela candle; taza cup; café coffee; té tea; pan bread; manzana apple; mesa table; silla chair;
habitación room; cocina kitchen; biblioteca library; rojo red*; roja red*; rojos red*; rojas red*;
azul blue*; azules blue*; verde green*; verdes green*; amarillo yellow*; amarilla yellow*; negro black*;
negra black*; blanco white*; blanca white*; gris grey*; rosa pink*; dorado golden*; dorada golden*;
pequeño small*; pequeña small*; grande big*; gran great*; viejo old*; vieja old*; joven young*;
hermoso beautiful*; hermosa beautiful*; tranquilo calm*; tranquila calm*; oscuro dark*; oscura dark*;
misterioso mysterious*; misteriosa mysterious*; abandonado abandoned*; abandonada abandoned*;
nevado snow-covered*; nevada snow-covered*; solitario lonely*; solitaria lonely*; luz light;
sombra shadow; acuarela watercolour; pintura painting; dibujo drawing; durmiendo sleeping;
sentado sitting; sentada sitting; bailando dancing; corriendo running; apoyada leaning; apoyado leaning;
contra against;
"""
