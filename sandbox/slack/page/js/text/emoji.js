// Emoji by the short names people use in chat. Several names may stand for one emoji; the first is the one
// shown. What is not here stays as it was typed.

const GROUPS = {
  Smileys: `
    grinning 😀, smiley 😃, smile 😄, grin 😁, laughing|satisfied 😆, sweat_smile 😅, joy 😂, rofl 🤣,
    slightly_smiling_face 🙂, upside_down_face 🙃, wink 😉, blush 😊, innocent 😇, heart_eyes 😍,
    star-struck|star_struck 🤩, kissing_heart 😘, yum 😋, stuck_out_tongue 😛, zany_face 🤪, money_mouth_face 🤑,
    hugging_face|hugs 🤗, thinking_face|thinking 🤔, zipper_mouth_face 🤐, neutral_face 😐, expressionless 😑,
    no_mouth 😶, smirk 😏, unamused 😒, face_with_rolling_eyes|roll_eyes 🙄, grimacing 😬, relieved 😌, pensive 😔,
    sleepy 😪, drooling_face 🤤, sleeping 😴, mask 😷, nerd_face 🤓, sunglasses 😎, partying_face 🥳, confused 😕,
    worried 😟, slightly_frowning_face 🙁, open_mouth 😮, hushed 😯, astonished 😲, flushed 😳, pleading_face 🥺,
    fearful 😨, cold_sweat 😰, cry 😢, sob 😭, scream 😱, disappointed 😞, sweat 😓, weary 😩, tired_face 😫,
    yawning_face 🥱, triumph 😤, rage 😡, angry 😠, exploding_head 🤯, cowboy_hat_face 🤠, shushing_face 🤫,
    melting_face 🫠, saluting_face 🫡, skull 💀, ghost 👻, alien 👽, robot_face|robot 🤖, jack_o_lantern 🎃`,
  People: `
    wave 👋, raised_hand|hand ✋, ok_hand 👌, v ✌️, crossed_fingers 🤞, call_me_hand 🤙, point_left 👈, point_right 👉,
    point_up_2 👆, point_down 👇, point_up ☝️, +1|thumbsup 👍, -1|thumbsdown 👎, fist ✊, facepunch|punch 👊, clap 👏,
    raised_hands 🙌, open_hands 👐, handshake 🤝, pray 🙏, writing_hand ✍️, nail_care 💅, muscle 💪, eyes 👀, eye 👁️,
    brain 🧠, baby 👶, boy 👦, girl 👧, man 👨, woman 👩, older_man 👴, older_woman 👵, artist 🧑‍🎨, technologist 🧑‍💻,
    detective 🕵️, shrug 🤷, facepalm|face_palm 🤦, bow 🙇, raising_hand 🙋, dancer 💃, runner|running 🏃, walking 🚶,
    family 👪, bust_in_silhouette 👤, busts_in_silhouette 👥, footprints 👣`,
  Nature: `
    dog 🐶, cat 🐱, mouse 🐭, hamster 🐹, rabbit 🐰, fox_face|fox 🦊, bear 🐻, panda_face 🐼, koala 🐨, tiger 🐯,
    lion_face|lion 🦁, cow 🐮, pig 🐷, frog 🐸, monkey_face 🐵, see_no_evil 🙈, hear_no_evil 🙉, speak_no_evil 🙊,
    chicken 🐔, penguin 🐧, bird 🐦, hatching_chick 🐣, eagle 🦅, duck 🦆, owl 🦉, wolf 🐺, horse 🐴, unicorn_face|unicorn 🦄,
    bee|honeybee 🐝, bug 🐛, butterfly 🦋, snail 🐌, ant 🐜, spider 🕷️, turtle 🐢, snake 🐍, octopus 🐙, crab 🦀,
    fish 🐟, dolphin 🐬, whale 🐳, shark 🦈, elephant 🐘, cactus 🌵, christmas_tree 🎄, evergreen_tree 🌲,
    deciduous_tree 🌳, palm_tree 🌴, seedling 🌱, herb 🌿, four_leaf_clover 🍀, maple_leaf 🍁, fallen_leaf 🍂, leaves 🍃,
    mushroom 🍄, bouquet 💐, tulip 🌷, rose 🌹, hibiscus 🌺, cherry_blossom 🌸, blossom 🌼, sunflower 🌻, sun_with_face 🌞,
    full_moon 🌕, crescent_moon 🌙, earth_africa 🌍, earth_americas 🌎, earth_asia 🌏, star ⭐, star2 🌟, dizzy 💫,
    sparkles ✨, zap ⚡, comet ☄️, boom|collision 💥, fire 🔥, tornado 🌪️, rainbow 🌈, sunny ☀️, partly_sunny ⛅,
    cloud ☁️, rain_cloud 🌧️, thunder_cloud_and_rain ⛈️, snowflake ❄️, snowman ⛄, wind_blowing_face 🌬️, droplet 💧,
    sweat_drops 💦, umbrella ☔, ocean 🌊, fog 🌫️`,
  Food: `
    apple 🍎, green_apple 🍏, pear 🍐, tangerine|orange 🍊, lemon 🍋, banana 🍌, watermelon 🍉, grapes 🍇, strawberry 🍓,
    cherries 🍒, peach 🍑, pineapple 🍍, coconut 🥥, avocado 🥑, tomato 🍅, eggplant 🍆, carrot 🥕, corn 🌽, hot_pepper 🌶️,
    bread 🍞, croissant 🥐, cheese_wedge|cheese 🧀, egg 🥚, bacon 🥓, pancakes 🥞, hamburger 🍔, fries 🍟, pizza 🍕,
    hotdog 🌭, taco 🌮, burrito 🌯, spaghetti 🍝, ramen 🍜, sushi 🍣, rice 🍚, dumpling 🥟, icecream 🍦, ice_cream 🍨,
    doughnut 🍩, cookie 🍪, birthday 🎂, cake 🍰, cupcake 🧁, chocolate_bar 🍫, candy 🍬, honey_pot 🍯, coffee ☕, tea 🍵,
    beer 🍺, beers 🍻, wine_glass 🍷, cocktail 🍸, champagne 🍾, popcorn 🍿`,
  Activity: `
    soccer ⚽, basketball 🏀, football 🏈, tennis 🎾, 8ball 🎱, dart 🎯, video_game 🎮, game_die 🎲, jigsaw 🧩, chess_pawn ♟️,
    trophy 🏆, sports_medal|medal 🏅, first_place_medal 🥇, second_place_medal 🥈, third_place_medal 🥉, art 🎨,
    performing_arts 🎭, thread 🧵, microphone 🎤, headphones 🎧, musical_note 🎵, notes 🎶, guitar 🎸, violin 🎻,
    musical_keyboard 🎹, drum_with_drumsticks|drum 🥁, clapper 🎬, ticket 🎫, circus_tent 🎪, bowling 🎳, surfer 🏄,
    swimmer 🏊, mountain_bicyclist 🚵, bicyclist 🚴, tada 🎉, confetti_ball 🎊, balloon 🎈, gift 🎁, ribbon 🎀, sparkler 🎇,
    fireworks 🎆, lantern|izakaya_lantern 🏮`,
  Places: `
    car|red_car 🚗, taxi 🚕, bus 🚌, ambulance 🚑, fire_engine 🚒, tractor 🚜, truck 🚚, bike 🚲, motor_scooter 🛵,
    train 🚆, tram 🚊, bullettrain_side 🚄, airplane ✈️, helicopter 🚁, rocket 🚀, flying_saucer 🛸, satellite 🛰️, boat|sailboat ⛵,
    canoe 🛶, ship 🚢, anchor ⚓, construction 🚧, fuelpump ⛽, vertical_traffic_light 🚦, world_map 🗺️, statue_of_liberty 🗽,
    house 🏠, house_with_garden 🏡, office 🏢, hospital 🏥, school 🏫, factory 🏭, castle 🏰, japanese_castle 🏯, church ⛪,
    tent ⛺, bridge_at_night 🌉, cityscape 🏙️, night_with_stars 🌃, city_sunset 🌆, sunrise 🌅, sunrise_over_mountains 🌄,
    mountain ⛰️, snow_capped_mountain 🏔️, volcano 🌋, mount_fuji 🗻, beach_with_umbrella 🏖️, desert 🏜️, desert_island 🏝️,
    national_park 🏞️, milky_way 🌌, ferris_wheel 🎡, hotsprings ♨️`,
  Objects: `
    watch ⌚, iphone 📱, computer 💻, keyboard ⌨️, desktop_computer 🖥️, printer 🖨️, floppy_disk 💾, cd 💿, camera 📷,
    camera_with_flash 📸, movie_camera 🎥, film_frames 🎞️, tv 📺, radio 📻, alarm_clock ⏰, stopwatch ⏱️,
    hourglass_flowing_sand ⏳, hourglass ⌛, battery 🔋, electric_plug 🔌, bulb 💡, flashlight 🔦, candle 🕯️,
    moneybag 💰, dollar 💵, credit_card 💳, gem 💎, scales ⚖️, wrench 🔧, hammer 🔨, hammer_and_wrench 🛠️, gear ⚙️, nut_and_bolt 🔩,
    magnet 🧲, test_tube 🧪, microscope 🔬, telescope 🔭, pill 💊, door 🚪, bed 🛏️, couch_and_lamp 🛋️, key 🔑, lock 🔒, unlock 🔓,
    bell 🔔, no_bell 🔕, mega 📣, loudspeaker 📢, speech_balloon 💬, thought_balloon 💭, email|e-mail 📧, inbox_tray 📥,
    outbox_tray 📤, package 📦, mailbox 📫, pencil2 ✏️, pencil|memo 📝, lower_left_paintbrush|paintbrush 🖌️,
    lower_left_crayon|crayon 🖍️, black_nib ✒️, briefcase 💼, file_folder 📁, open_file_folder 📂, calendar|date 📅,
    clipboard 📋, pushpin 📌, round_pushpin 📍, paperclip 📎, straight_ruler 📏, scissors ✂️, wastebasket 🗑️, books 📚, book 📖,
    bookmark 🔖, label 🏷️, newspaper 📰, chart_with_upwards_trend 📈, chart_with_downwards_trend 📉, bar_chart 📊,
    link 🔗, mag 🔍, mag_right 🔎, frame_with_picture|frame_photo 🖼️, magic_wand 🪄, crystal_ball 🔮, crown 👑, eyeglasses 👓,
    dress 👗, shirt|tshirt 👕, jeans 👖, shoe|mans_shoe 👞, tophat 🎩, handbag 👜`,
  Symbols: `
    heart ❤️, orange_heart 🧡, yellow_heart 💛, green_heart 💚, blue_heart 💙, purple_heart 💜, black_heart 🖤,
    white_heart 🤍, brown_heart 🤎, broken_heart 💔, two_hearts 💕, sparkling_heart 💖, heartbeat 💓, 100 💯, anger 💢, zzz 💤,
    white_check_mark ✅, heavy_check_mark ✔️, ballot_box_with_check ☑️, x ❌, negative_squared_cross_mark ❎, o ⭕,
    no_entry ⛔, no_entry_sign 🚫, warning ⚠️, exclamation|heavy_exclamation_mark ❗, question ❓, grey_question ❔,
    bangbang ‼️, interrobang ⁉️, information_source ℹ️, recycle ♻️, infinity ♾️, heavy_plus_sign ➕, heavy_minus_sign ➖,
    heavy_multiplication_x ✖️, arrow_right ➡️, arrow_left ⬅️, arrow_up ⬆️, arrow_down ⬇️, arrow_upper_right ↗️,
    arrows_counterclockwise 🔄, repeat 🔁, twisted_rightwards_arrows 🔀, leftwards_arrow_with_hook ↩️, arrow_forward ▶️,
    double_vertical_bar|pause_button ⏸️, black_square_for_stop|stop_button ⏹️, fast_forward ⏩, new 🆕, free 🆓, up 🆙, ok 🆗,
    sos 🆘, cool 🆒, one 1️⃣, two 2️⃣, three 3️⃣, four 4️⃣, five 5️⃣, six 6️⃣, seven 7️⃣, eight 8️⃣, nine 9️⃣, keycap_ten 🔟, zero 0️⃣,
    hash #️⃣, red_circle 🔴, large_orange_circle 🟠, large_yellow_circle 🟡, large_green_circle 🟢,
    large_blue_circle 🔵, large_purple_circle 🟣, white_circle ⚪, black_circle ⚫, small_red_triangle 🔺,
    checkered_flag 🏁, triangular_flag_on_post 🚩, rainbow-flag 🏳️‍🌈, copyright ©️, registered ®️, tm ™️`,
};

const TONES = { 2: "🏻", 3: "🏼", 4: "🏽", 5: "🏾", 6: "🏿" };

/** @type {Array<{name: string, names: string[], emoji: string, group: string}>} */
export const EMOJI = Object.entries(GROUPS).flatMap(([group, list]) =>
  list.split(",").map((entry) => {
    const [names, emoji] = entry.trim().split(" ");
    return { name: names.split("|")[0], names: names.split("|"), emoji, group };
  }),
);

const BY_NAME = new Map(EMOJI.flatMap((one) => one.names.map((name) => [name, one.emoji])));

/** The characters for a name such as "tada" or "wave::skin-tone-3"; null if it is not known. */
export function emojiFor(name) {
  const [base, tone] = name.split("::skin-tone-");
  const emoji = BY_NAME.get(base);
  if (!emoji) return null;
  return tone ? emoji.replace("\ufe0f", "") + TONES[tone] : emoji;
}

/** The best matches for the beginning of a name, at most `most`. */
export function findEmoji(words, most) {
  const wanted = words.toLowerCase().replaceAll(" ", "_");
  const starts = EMOJI.filter((one) => one.names.some((name) => name.startsWith(wanted)));
  const within = EMOJI.filter(
    (one) => one.names.some((name) => name.includes(wanted, 1)) && !starts.includes(one),
  );
  return [...starts, ...within].slice(0, most);
}

/** Whether a text is nothing but a few emoji, which are then shown large. */
export function isJustEmoji(text) {
  const bare = text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (whole, name) => emojiFor(name) ?? whole);
  const seen = bare.replace(/\s+/g, "");
  return /^(?:\p{RGI_Emoji}){1,6}$/v.test(seen);
}
