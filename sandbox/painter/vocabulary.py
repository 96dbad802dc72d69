"""What the painter understands, as plain data: canonical word -> synonyms.

Everything is lower case. Canonical words are natural English ("hot air balloon"), so that whoever
writes prompts for the painter can put them straight into a sentence. Plurals need no entry unless they
are irregular; a synonym may be several words; hyphens and spaces are the same. A word belongs to one list
only, except that a colour may share its name with a thing ("orange", "rose"): the reader decides by position.
"""

from collections.abc import Mapping
from typing import Final

Synonyms = Mapping[str, tuple[str, ...]]


def _w(words: str) -> tuple[str, ...]:
    return tuple(words.split(", "))


SUBJECTS: Final[Mapping[str, Synonyms]] = {
    "sky": {
        "sky": _w("skies, heavens, firmament"),
        "sun": _w("sunball, sun disc"),
        "moon": _w("full moon, crescent, crescent moon, moonrise, moonlit sky"),
        "stars": _w("star, starry, starry sky, starlight, milky way, constellation, night sky"),
        "clouds": _w("cloud, cloudy, cloudscape, cumulus, cloudbank, thunderhead"),
        "aurora": _w("northern lights, aurora borealis, polar lights"),
        "rainbow": _w("double rainbow"),
        "comet": _w("meteor, shooting star, falling star"),
    },
    "water": {
        "sea": _w("ocean, seascape, surf, tide, bay, lagoon, horizon line, water, seaside"),
        "waves": _w("wave, breakers, breaker, swell, great wave"),
        "lake": _w("pond, tarn, reservoir, still water, loch, mirror lake, marsh"),
        "river": _w("stream, creek, brook, canal, riverbank, riverside, fjord"),
        "waterfall": _w("cascade, cataract, falls"),
        "beach": _w("shore, coast, coastline, sand, sandy beach, shoreline, cove, dune beach"),
        "underwater": _w(
            "coral reef, reef, coral, seabed, deep sea, deep water, beneath the waves,"
            " underwater scene, beneath the sea, ocean floor, under the sea"
        ),
        "harbour": _w("harbor, port, pier, jetty, dock, quay, marina, wharf"),
    },
    "landscape": {
        "mountains": _w(
            "mountain, peak, alps, alpine, ridge, summit, mountain range, sierra, fuji, mount fuji, crag, "
            "highlands"
        ),
        "hills": _w("hill, hillside, rolling hills, slope, moor, downs, hilltop, foothill"),
        "valley": _w("glen, dale, gorge, ravine"),
        "desert": _w("dune, dunes, sand dune, sahara, badlands, wasteland"),
        "canyon": _w("mesa, butte, red rocks"),
        "cliff": _w("cliffs, headland, bluff, promontory, escarpment, cape, rocky coast"),
        "island": _w("islet, isle, archipelago, floating island, sea stack"),
        "volcano": _w("lava, eruption, crater"),
        "field": _w(
            "meadow, farmland, pasture, prairie, grassland, wheat, wheat field, countryside, grass plain, "
            "rice field, lawn, grass, vineyard, savanna, savannah, steppe"
        ),
        "flower field": _w(
            "tulip field, poppy field, sunflower field, field of flowers, wildflower "
            "meadow, flower meadow, blossom field, field of poppies, "
            "field of sunflowers, field of tulips"
        ),
        "lavender field": _w("lavender, lavender rows"),
        "snowfield": _w(
            "ice, ice floe, ice cap, tundra, glacier, snowy field, ice field, iceberg, arctic, "
            "antarctic, frozen lake"
        ),
        "path": _w("trail, footpath, lane, dirt road, country road, winding road"),
        "rocks": _w("rock, boulder, stone, stones, basalt, granite, pebble"),
        "garden": _w("park, orchard, courtyard, backyard, flower bed"),
    },
    "flora": {
        "forest": _w("woods, woodland, jungle, grove, rainforest, taiga, pine forest, thicket"),
        "pine tree": _w("pine, fir, spruce, conifer, evergreen, cedar, christmas tree, larch, pines, firs"),
        "tree": _w(
            "oak, maple, elm, willow, beech, old tree, broadleaf tree, lone tree, ash tree, ginkgo, "
            "chestnut tree, bonsai, apple tree, olive tree"
        ),
        "palm tree": _w("palm, coconut tree, palms"),
        "birch": _w("birch tree, aspen, silver birch, birch grove"),
        "cherry tree": _w(
            "cherry blossom, cherry blossom tree, cherry blossom trees, blossom,"
            " blossoms, sakura, plum blossom, blossoming tree, cherry blossoms"
        ),
        "bare tree": _w("dead tree, leafless tree, winter tree"),
        "bamboo": _w("bamboo grove, bamboo forest"),
        "flowers": _w(
            "flower, wildflower, daisy, bouquet, lily, peony, iris, anemone, petal, petals, daffodil, "
            "orchid, hydrangea"
        ),
        "rose": _w("roses, camellia"),
        "tulips": _w("tulip"),
        "sunflower": _w("sunflowers"),
        "poppies": _w("poppy"),
        "lotus": _w("water lily, lily pad, lotus flower, waterlily"),
        "mushroom": _w("toadstool, fungus, fungi, fly agaric"),
        "cactus": _w("cacti, saguaro, succulent"),
        "fern": _w("ferns, monstera, ivy, vine, houseplant, potted plant, plant"),
        "reeds": _w("reed, bulrush, cattail, tall grass, pampas grass"),
        "pumpkin": _w("pumpkins, jack-o'-lantern, gourd"),
    },
    "buildings": {
        "lighthouse": _w("light house, beacon tower"),
        "house": _w("cottage, home, villa, farmhouse, bungalow, mansion, hut, haunted house, hanok"),
        "cabin": _w("log cabin, chalet, shack, lodge, treehouse, boathouse"),
        "village": _w("town, hamlet, townscape, rooftops, rooftop, old town, settlement"),
        "castle": _w("fortress, palace, citadel, keep, ruins, ruin"),
        "tower": _w("watchtower, belfry, clock tower, spire, bell tower, minaret, obelisk"),
        "church": _w("chapel, cathedral, steeple, abbey, monastery, mosque"),
        "temple": _w("greek temple, parthenon, shrine, columns, colonnade"),
        "pagoda": _w(
            "stupa, japanese temple, buddhist temple, korean temple, chinese temple, asian temple, temple in "
            "kyoto, tea house, teahouse"
        ),
        "torii": _w("torii gate, shrine gate"),
        "bridge": _w("stone bridge, footbridge, viaduct, aqueduct, arched bridge"),
        "suspension bridge": _w("golden gate bridge, hanging bridge"),
        "city": _w("skyline, city skyline, cityscape, downtown, metropolis, megacity, futuristic city"),
        "skyscraper": _w("high-rise, office tower, tower block, highrise, apartment building"),
        "street": _w("alley, avenue, boulevard, alleyway, side street, sidewalk, crosswalk, road, highway"),
        "windmill": _w("mill, wind mill"),
        "wind turbine": _w("wind turbines, wind farm"),
        "barn": _w("granary, stable, farm, silo"),
        "greenhouse": _w("conservatory, glasshouse"),
        "tent": _w("campsite, camp, yurt, tipi, teepee"),
        "pyramid": _w("pyramids, ziggurat"),
        "door": _w("doorway, doors, gate, entrance"),
        "window": _w("windows, shutters, windowpane"),
        "wall": _w("brick wall, facade, plaster wall"),
        "fence": _w("picket fence, fence post, fences"),
        "street lamp": _w("lamppost, lamp post, streetlight, street light, gas lamp"),
    },
    "vehicles": {
        "sailboat": _w("sailing boat, yacht, dinghy, sloop, schooner, regatta, junk boat"),
        "ship": _w("galleon, tall ship, pirate ship, frigate, vessel, clipper"),
        "boat": _w("rowboat, rowing boat, canoe, kayak, gondola, fishing boat, raft"),
        "steamer": _w("ferry, tugboat, ocean liner, cargo ship, trawler, steamboat, freighter"),
        "bicycle": _w("bike, cycle, cyclist's bicycle, road bike"),
        "scooter": _w("motorcycle, motorbike, moped, vespa"),
        "car": _w("automobile, sedan, taxi, sports car, convertible, vintage car, cab"),
        "van": _w("camper, camper van, minibus, truck, lorry, food truck, bus"),
        "train": _w("locomotive, steam train, railway, steam engine, railroad, rail"),
        "tram": _w("streetcar, trolley, cable car"),
        "hot air balloon": _w("balloon, hot-air balloon, airship, zeppelin, balloons"),
        "aeroplane": _w("airplane, plane, biplane, jet, aircraft, seaplane, glider"),
        "rocket": _w("rocketship, rocket ship, missile, space shuttle, launch"),
        "spaceship": _w("ufo, starship, spacecraft, flying saucer, saucer"),
        "submarine": _w("bathyscaphe, submersible"),
    },
    "animals": {
        "cat": _w("kitten, kitty, tabby, feline, tomcat, cats"),
        "dog": _w("puppy, hound, terrier, labrador, corgi, retriever, beagle, shiba, pup"),
        "fox": _w("foxes, vixen, fox cub"),
        "wolf": _w("wolves, husky, coyote"),
        "deer": _w("stag, doe, elk, fawn, reindeer, moose, antelope, gazelle"),
        "horse": _w("pony, stallion, mare, foal, mustang, unicorn, donkey, zebra"),
        "cow": _w("cattle, bull, calf, ox, bison, cows"),
        "sheep": _w("lamb, goat, flock, ram"),
        "tiger": _w("tigress, leopard, panther, jaguar, cheetah"),
        "lion": _w("lioness, big cat"),
        "bear": _w("grizzly, polar bear, brown bear, bear cub, teddy bear"),
        "panda": _w("giant panda, red panda"),
        "rabbit": _w("hare, bunny, bunnies"),
        "mouse": _w("mice, hamster, rat, hedgehog, squirrel"),
        "elephant": _w("mammoth"),
        "giraffe": (),
        "frog": _w("toad"),
        "turtle": _w("tortoise, sea turtle"),
        "owl": _w("owls, owlet"),
        "bird": _w(
            "birds, robin, sparrow, swallow, finch, songbird, bluebird, pigeon, dove, kingfisher, "
            "hummingbird, parrot, chick"
        ),
        "gulls": _w("gull, seagull, flock of birds, birds in flight, geese, goose, albatross"),
        "crow": _w("raven, blackbird, magpie"),
        "eagle": _w("hawk, falcon, bird of prey, osprey"),
        "heron": _w("crane, stork, egret, flamingo"),
        "duck": _w("ducks, duckling, mallard, swan, swans"),
        "penguin": _w("penguins, puffin"),
        "fish": _w("koi, goldfish, carp, salmon, trout, clownfish, shoal, fishes"),
        "jellyfish": _w("medusa, jellyfishes"),
        "octopus": _w("squid, kraken"),
        "whale tail": _w("breaching whale, whale breaching, whale's tail, diving whale"),
        "whale": _w("humpback, orca, blue whale, whales"),
        "dolphin": _w("dolphins, shark, porpoise"),
        "butterfly": _w("butterflies, moth, dragonfly, bee, firefly, fireflies"),
        "dragon": _w("wyvern, dragons, serpent, phoenix"),
        "dinosaur": _w("t-rex, brontosaurus, sauropod"),
    },
    "people": {
        "person": _w(
            "man, woman, rider, cowboy, horseman, gardener, pilot, figure, traveller, traveler, wanderer, "
            "hiker, girl, boy, child, lady, gentleman, lone figure, fisherman, farmer, explorer, monk, "
            "knight, wizard, witch, samurai, dancer, cyclist, skier, surfer, runner, ballerina, king, queen, "
            "princess, pirate, sailor, chef, artist, musician, grandmother, grandfather, guy, human"
        ),
        "couple": _w("lovers, two people, pair of people, mother and child, friends, bride and groom"),
        "crowd": _w(
            "people, group of people, pedestrians, commuters, children, family, men, women, dancers, "
            "hikers, travellers, kids"
        ),
        "portrait": _w("face, bust, headshot, self-portrait, profile portrait"),
        "astronaut": _w("cosmonaut, spaceman, space suit, astronauts"),
        "robot": _w("android, mech, droid, automaton, robots, cyborg"),
        "snowman": _w("snowmen"),
    },
    "objects": {
        "cup": _w(
            "coffee, cup of coffee, mug, cup of tea, tea, espresso, latte, cappuccino, teacup, coffee cup, "
            "cocoa, hot chocolate, matcha, cup of cocoa"
        ),
        "teapot": _w("kettle, tea set, coffee pot"),
        "vase": _w("urn, jug, pitcher, vase of flowers, flower vase, amphora"),
        "fruit bowl": _w("bowl of fruit, fruit, fruits, basket of fruit"),
        "apple": _w("apples, peach, pomegranate, tomato"),
        "pear": _w("pears"),
        "lemon": _w("lemons, lime, citrus"),
        "orange": _w("oranges, mandarin, clementine, orange fruit"),
        "bowl": _w(
            "ramen, noodles, stew, soup, ramen bowl, bowl of ramen, bowl of soup, pho, kimchi stew, jjigae, "
            "bibimbap, rice bowl, porridge, kimchi, curry, broth"
        ),
        "cake": _w("birthday cake, layer cake, cupcake, pie, dessert, pastry, cheesecake"),
        "bread": _w("loaf, baguette, croissant, sourdough, bakery"),
        "ice cream": _w("gelato, ice-cream, ice cream cone"),
        "bottle": _w("wine, wine bottle, flask, glass bottle"),
        "perfume bottle": _w("perfume, flacon, potion, cologne, scent bottle"),
        "glass": _w("wine glass, goblet, cocktail, tumbler, drink"),
        "book": _w("novel, diary, notebook, tome, stack of books, books, journal"),
        "candle": _w("candles, candlestick, candlelight, candlelit"),
        "lamp": _w("desk lamp, table lamp, lampshade, oil lamp"),
        "lantern": _w("lanterns, paper lantern, paper lanterns, sky lantern"),
        "clock": _w("pocket watch, watch, alarm clock, timepiece"),
        "guitar": _w("violin, cello, ukulele, lute"),
        "umbrella": _w("parasol, umbrellas"),
        "hat": _w("straw hat, fedora"),
        "crown": _w("tiara"),
        "shell": _w("seashell, conch, nautilus"),
        "crystal": _w("gem, gemstone, diamond, quartz, amethyst, crystals, jewel"),
        "heart": _w("hearts"),
        "gift": _w("present, gift box, parcel, box"),
        "plinth": _w("product, pedestal, podium, product shot, cosmetics, jar, packaging"),
        "suitcase": _w("luggage, trunk, briefcase, backpack"),
        "campfire": _w("bonfire, fire, flame, flames, fireplace"),
        "fireworks": _w("firework, sparkler"),
    },
    "interiors": {
        "room": _w(
            "interior, living room, bedroom, attic, lounge, office, parlour, loft, indoors, hall, workshop"
        ),
        "cafe": _w("café, coffee shop, bistro, tea room, diner, bar, restaurant"),
        "library": _w("bookshop, bookstore, study, bookshelf, bookshelves, archive"),
        "kitchen": _w("pantry, kitchen counter, stove"),
        "table": _w("tabletop, desk, wooden table, counter, still life"),
        "chair": _w("stool, bench, rocking chair, deck chair"),
        "armchair": _w("sofa, couch, settee"),
        "bed": _w("pillow, blanket"),
        "piano": _w("grand piano, upright piano"),
        "easel": _w("canvas on an easel"),
        "mirror": (),
    },
    "space": {
        "planet": _w("planets, gas giant, exoplanet, alien world, alien planet, mars, jupiter, planet earth"),
        "ringed planet": _w("saturn, ringed world"),
        "galaxy": _w("spiral galaxy, andromeda, galaxies"),
        "nebula": _w("cosmic dust, supernova, cosmic cloud"),
        "space": _w("outer space, cosmos, universe, deep space, zero gravity, orbit, cosmic"),
        "moonscape": _w("lunar surface, moon surface, lunar"),
        "satellite": _w("space station, probe"),
        "black hole": _w("wormhole, singularity"),
        "asteroid": _w("asteroids, asteroid belt"),
    },
    "abstract": {
        "abstract": _w("abstraction, abstract composition, non-figurative, expressionist shapes"),
        "geometric shapes": _w(
            "geometric, geometry, shapes, triangles, squares, polygons, cubes, bauhaus, suprematist, "
            "constructivist, cube"
        ),
        "circles": _w("circle, rings, concentric circles, spheres, sphere, orbs, bubbles"),
        "pattern": _w("seamless pattern, wallpaper, tiles, tessellation, motif, ornament, mandala"),
        "swirls": _w(
            "swirl, spiral, marbling, marbled, fluid, flow, curves, ribbons, smoke, vortex, ripples"
        ),
        "stripes": _w("lines, striped background, bands"),
    },
}
"""Family -> what is in it. Each canonical subject has a drawing or a place in the scenery."""

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("person", "couple", "crowd", "portrait"),
    "person": ("person", "couple", "crowd", "portrait"),
    "human": ("person", "couple", "crowd", "portrait"),
    "figure": ("person", "couple", "crowd"),
    "animal": ("cat", "dog", "fox", "rabbit", "deer", "bear", "bird"),
    "wildlife": ("fox", "deer", "rabbit", "owl", "bird"),
    "bird": ("bird", "gulls", "crow", "eagle", "heron", "owl", "duck"),
    "building": ("house", "village", "church", "tower", "city", "skyscraper", "barn", "castle"),
    "architecture": ("temple", "tower", "city", "bridge"),
    "vehicle": ("car", "van", "tram", "train", "scooter"),
    "boat": ("sailboat", "boat", "ship", "steamer"),
    "plant": ("fern", "flowers", "reeds", "tree"),
    "tree": ("tree", "pine tree", "birch", "palm tree", "cherry tree", "bare tree", "forest"),
    "flower": ("flowers", "rose", "tulips", "sunflower", "poppies", "lotus"),
    "cloud": ("clouds",),
    "mountain": ("mountains", "hills", "volcano"),
    "food": ("bowl", "fruit bowl", "bread", "cake"),
    "furniture": ("chair", "table", "armchair"),
}
"""General word -> the subjects it covers: what "no people" rules out, what "animals" may become."""

MEDIA: Final[Synonyms] = {
    "watercolour": _w("watercolor, aquarelle, water colour, water color, wet-on-wet, watercolours"),
    "oil painting": _w(
        "oil, oils, impasto, oil on canvas, oil paint, acrylic, palette knife, impressionist, "
        "impressionism, impressionistic, post-impressionist, baroque, renaissance, old master, "
        "expressionist, romanticist"
    ),
    "gouache": _w(
        "tempera, painterly, digital painting, concept art, illustration, storybook, storybook "
        "illustration, children's book, matte painting, fantasy art"
    ),
    "anime": _w(
        "manga, cel shaded, cel-shaded, japanese animation, animation still, anime background, cartoon"
    ),
    "ink wash": _w("sumi-e, sumi, ink painting, brush ink, chinese ink, ink brush, ink"),
    "pencil drawing": _w(
        "pencil, graphite, pencil sketch, sketch, coloured pencil, colored pencil, drawing, crayon, "
        "hand-drawn"
    ),
    "charcoal": _w("charcoal drawing, conte, chalk drawing"),
    "pastel drawing": _w("chalk pastel, oil pastel, soft pastels, pastels"),
    "line art": _w(
        "line drawing, linework, pen and ink, ink drawing, outline, lineart, continuous line, colouring "
        "page, coloring page, fine line, line-art, ink lines"
    ),
    "engraving": _w(
        "etching, woodcut, linocut, scratchboard, lithograph, crosshatching, hatching, copperplate"
    ),
    "pixel art": _w("8-bit, 16-bit, pixelated, 8 bit, 16 bit, voxel, pixel, retro game, pixel-art"),
    "paper cut": _w(
        "papercut, paper-cut, paper craft, papercraft, cut paper, collage, layered paper, paper collage, "
        "origami, paper art, kirigami, paper cutout, felt"
    ),
    "screen print": _w(
        "poster, screenprint, silkscreen, travel poster, vintage poster, art deco, pop art, propaganda "
        "poster, wpa poster, serigraph"
    ),
    "risograph": _w("riso, riso print, halftone, duotone print"),
    "comic": _w("comic book, graphic novel, comic strip, ligne claire"),
    "woodblock print": _w(
        "ukiyo-e, ukiyoe, woodblock, japanese print, japanese woodblock, shin-hanga, block print"
    ),
    "isometric": _w("isometric 3d, isometric view, diorama, isometric diorama, miniature, tilt-shift"),
    "low poly": _w(
        "low-poly, lowpoly, polygonal, 3d render, 3d, faceted, cubist, cubism, 3d rendering, cgi, blender "
        "render, clay render"
    ),
    "photograph": _w(
        "photo, photography, cinematic, film still, 35mm, dslr, bokeh, photorealistic, realistic, polaroid, "
        "analog film, long exposure, macro photograph, hyperrealistic, macro, film photograph, telephoto, "
        "studio photograph, kodachrome"
    ),
    "flat vector": _w(
        "vector, flat design, flat illustration, vector art, minimalist illustration, corporate "
        "illustration, vector illustration, flat colours, icon, sticker"
    ),
    "neon": _w(
        "synthwave, vaporwave, retrowave, cyberpunk, neon lights, outrun, neon-lit, neon glow, neon signs, "
        "tron"
    ),
    "stained glass": _w("leaded glass, stained-glass, church window, tiffany glass"),
    "mosaic": _w("tessera, tesserae, byzantine mosaic, roman mosaic"),
    "blueprint": _w("technical drawing, cyanotype, schematic, architectural drawing"),
}

TIMES: Final[Synonyms] = {
    "dawn": _w("sunrise, daybreak, first light, early morning, morning mist"),
    "morning": _w("mid-morning, morning light"),
    "day": _w("daylight, noon, midday, afternoon, daytime, sunny day, bright day"),
    "golden hour": _w("golden light, late afternoon, low sun, warm evening light, golden evening"),
    "sunset": _w("sundown, setting sun, evening, evening glow, afterglow"),
    "dusk": _w("twilight, blue hour, nightfall, gloaming, violet hour"),
    "night": _w("midnight, nighttime, nocturnal, moonlight, moonlit, at night, nocturne, after dark"),
}

WEATHERS: Final[Synonyms] = {
    "clear": _w("cloudless, sunny, clear sky, blue sky, sunshine, sunlit"),
    "overcast": _w("grey sky, gray sky, slate clouds, cloud cover, leaden sky"),
    "storm": _w(
        "stormy, thunderstorm, tempest, gale, breaking storm, storm clouds, hurricane, squall, typhoon"
    ),
    "lightning": _w("thunder, lightning bolt, bolt of lightning"),
    "rain": _w("rainy, drizzle, downpour, rainfall, raindrops, rain-soaked, monsoon, wet"),
    "snow": _w("snowy, snowfall, blizzard, snowing, snowflakes, snow-covered, frost, frosty"),
    "fog": _w("foggy, mist, misty, haze, hazy, morning fog, smog, sea fret"),
    "wind": _w("windy, breeze, windswept, breezy, gust"),
}

SEASONS: Final[Synonyms] = {
    "spring": _w("springtime, vernal"),
    "summer": _w("summertime, midsummer, tropical"),
    "autumn": _w("fall, autumnal, october, autumn leaves, fall foliage, harvest"),
    "winter": _w("wintry, christmas, december, icy, frozen"),
}

LIGHTS: Final[Synonyms] = {
    "backlit": _w(
        "backlight, backlighting, rim light, rim lighting, silhouette, silhouetted, contre-jour, rim-lit"
    ),
    "sunbeams": _w(
        "god rays, light rays, shafts of light, sunrays, rays of light, volumetric light, light shafts, "
        "crepuscular rays, dappled light, sun rays"
    ),
    "soft light": _w(
        "diffused light, soft lighting, diffuse light, gentle light, softly lit, window light, overcast light"
    ),
    "hard light": _w("harsh light, hard shadows, strong shadows, raking light, side light, spotlight"),
    "warm light": _w(
        "lamplight, firelight, warm glow, glowing light, amber light, lamplit, cosy light, tungsten light"
    ),
    "cold light": _w("cool light, blue light, icy light, cold glow"),
    "chiaroscuro": _w("low-key, low key, tenebrism, deep shadows, dark background"),
    "high-key": _w("high key, bright light, white background, airy light"),
    "glowing": _w("luminous, glow, bioluminescent, radiant, shimmering, luminescent"),
}

MOODS: Final[Synonyms] = {
    "serene": _w(
        "calm, peaceful, tranquil, quiet, still, gentle, meditative, zen, restful, contemplative, hushed, "
        "soothing"
    ),
    "dramatic": _w("epic, majestic, powerful, intense, heroic, monumental, sublime, tense"),
    "moody": _w(
        "brooding, melancholic, melancholy, sombre, somber, gloomy, dark, wistful, lonely, solitary, "
        "desolate, sad, nostalgic"
    ),
    "mysterious": _w("eerie, haunting, ominous, spooky, uncanny, enigmatic, gothic"),
    "cheerful": _w(
        "happy, joyful, playful, whimsical, cute, fun, lively, bright, festive, optimistic, sunny mood"
    ),
    "dreamy": _w(
        "ethereal, magical, surreal, fairytale, fairy tale, enchanted, otherworldly, dreamlike, mystical, "
        "fantasy"
    ),
    "cosy": _w("cozy, warm, homely, intimate, snug, comforting, inviting, rustic"),
    "energetic": _w("dynamic, explosive, wild, chaotic, vivid energy, frenetic, bold"),
    "elegant": _w("refined, luxurious, sophisticated, graceful, delicate"),
    "vintage": _w("retro, antique, old-fashioned, weathered, sepia, faded, aged"),
    "futuristic": _w("sci-fi, science fiction, high-tech, utopian, dystopian"),
}

TONES: Final[Synonyms] = {
    "pastel": _w("pastel colours, pastel colors, soft colours, candy colours, pale colours, soft pastel"),
    "muted": _w("desaturated, subdued, earthy, earth tones, neutral, washed-out, subtle colours"),
    "vibrant": _w(
        "saturated, vivid, colourful, colorful, rich colours, bright colours, bold colours, multicoloured, "
        "multicolored, rainbow colours"
    ),
    "monochrome": _w(
        "black and white, black-and-white, greyscale, grayscale, b&w, film noir, noir, monochromatic"
    ),
    "warm tones": _w("warm colours, warm colors, warm palette"),
    "cool tones": _w("cool colours, cool colors, cool palette, cold colours"),
    "high contrast": _w("stark, contrasty, strong contrast"),
    "low contrast": _w("soft contrast, faint, pale"),
}

VIEWS: Final[Synonyms] = {
    "close-up": _w(
        "close up, closeup, detail, extreme close-up, tight framing, tight crop, macro view, tight shot, "
        "head and shoulders"
    ),
    "medium shot": _w("mid shot, eye level, eye-level, at eye level"),
    "wide shot": _w(
        "wide angle, wide-angle, panoramic, panorama, vista, wide view, sweeping view, establishing shot, "
        "long shot, expansive, sweeping, distant view, far away, vast"
    ),
    "from above": _w(
        "aerial, bird's eye, bird's-eye view, birds-eye, top-down, top down, overhead, high angle, drone "
        "shot, flat lay, flatlay, looking down, aerial view, high viewpoint"
    ),
    "from below": _w(
        "low angle, worm's eye, worm's-eye view, looking up, towering, low viewpoint, low-angle"
    ),
    "centred": _w(
        "centered, symmetrical, symmetry, symmetric, central composition, head-on, frontal, central, in the "
        "centre, in the center"
    ),
    "rule of thirds": _w("off-centre, off-center, asymmetrical, thirds, asymmetric"),
    "on the left": _w("left third, left side, to the left, at left"),
    "on the right": _w("right third, right side, to the right, at right"),
    "negative space": _w(
        "minimal, minimalist, minimalism, empty space, sparse, uncluttered, empty background, simple "
        "composition, simple background, plain background"
    ),
    "framed": _w("framed by branches, framing, foreground framing, vignette, through an archway"),
    "reflection": _w("reflections, reflected, mirrored, reflecting, mirror-like"),
}

COLOURS: Final[Mapping[str, str]] = {
    "red": "#c8322f", "crimson": "#a51c30", "scarlet": "#d7301f", "vermilion": "#e0452b", "ruby": "#9b1b3a",
    "burgundy": "#6d1a2d", "maroon": "#6b2028", "rust": "#a4492a", "terracotta": "#c0623f",
    "coral": "#f2786a", "salmon": "#f19a85", "rose": "#d9717f", "pink": "#ee9fb4", "blush": "#f0c3bd",
    "magenta": "#c2348f", "fuchsia": "#cf3a9d", "purple": "#71428f", "violet": "#7452a8", "lilac": "#bda3d2",
    "mauve": "#a5809f", "plum": "#6a3558", "indigo": "#37397f", "navy": "#1f2f56", "blue": "#2f67b1",
    "cobalt": "#2450a4", "ultramarine": "#2d3a96", "azure": "#3f93d6", "cerulean": "#3b86b5",
    "sapphire": "#23539b", "sky blue": "#8cc3e6", "cyan": "#38b8cf", "turquoise": "#3fb5ac",
    "aqua": "#6fcfd0", "teal": "#1f7a7d", "petrol": "#1c5362", "mint": "#a5d9bd", "jade": "#3c9a76",
    "emerald": "#1f8a5b", "green": "#4a8c4f", "sage": "#9daf8b", "olive": "#75753a", "moss": "#61703a",
    "lime": "#a6c93c", "chartreuse": "#bfd03f", "yellow": "#f2c93c", "mustard": "#cf9f35",
    "ochre": "#c68a3a", "gold": "#d4a53c", "golden": "#dca83f", "saffron": "#eea52f", "amber": "#e8962b",
    "orange": "#ea7f2e", "tangerine": "#f0852f", "apricot": "#f5b27d", "peach": "#f6bd99",
    "copper": "#b46a41", "bronze": "#96693a", "brown": "#7a5236", "chestnut": "#7b4429",
    "chocolate": "#593a2a", "umber": "#5f4733", "sienna": "#9a5a34", "tan": "#cba67a", "beige": "#e0cfae",
    "sand": "#dcc294", "cream": "#f4e8cd", "ivory": "#f6efdf", "white": "#f5f3ee", "silver": "#bfc4c9",
    "grey": "#8b8f93", "slate": "#5b6873", "charcoal": "#3b3f45", "black": "#23242a", "ebony": "#2b2523",
}  # fmt: skip

COLOUR_SYNONYMS: Final[Synonyms] = {
    "grey": _w("gray, ash grey, stone grey"),
    "sky blue": _w("light blue, pale blue, powder blue, baby blue"),
    "navy": _w("dark blue, midnight blue, deep blue, navy blue"),
    "blue": _w("prussian blue, royal blue, bluish, electric blue"),
    "green": _w("forest green, leaf green, greenish, dark green, bottle green"),
    "mint": _w("light green, pale green, mint green, seafoam"),
    "pink": _w("hot pink, pale pink, dusty pink, rose pink"),
    "red": _w("bright red, blood red, cherry red, reddish, vermillion"),
    "burgundy": _w("dark red, deep red, wine red"),
    "purple": _w("deep purple, aubergine, amethyst purple"),
    "lilac": _w("lavender purple, pale purple, lavender-coloured, periwinkle"),
    "yellow": _w("bright yellow, lemon yellow, canary, pale yellow, yellowish"),
    "orange": _w("burnt orange, bright orange"),
    "teal": _w("dark teal, deep teal"),
    "brown": _w("dark brown, wooden brown, sepia brown"),
    "white": _w("snow-white, snow white, off-white, whitewashed, pearl"),
    "black": _w("jet black, jet-black, pitch black, inky"),
    "golden": _w("gilded"),
    "slate": _w("slate grey, slate blue, steel blue, gunmetal"),
    "cream": _w("eggshell"),
}

NUMBERS: Final[Mapping[str, int]] = {
    "one": 1, "single": 1, "lone": 1, "solitary": 1, "two": 2, "pair": 2, "couple": 2, "twin": 2, "both": 2,
    "three": 3, "trio": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "dozen": 12, "several": 4, "few": 3, "many": 7, "group": 5, "flock": 9, "herd": 6, "shoal": 9, "row": 5,
    "rows": 6, "cluster": 5, "fleet": 6, "countless": 12, "hundreds": 12, "swarm": 10, "pack": 4,
}  # fmt: skip

NEGATIONS: Final = _w("no, without, not, free of, devoid of, never, excluding, lacking, minus")
