import pytest

from sandbox.bedrock.writer.languages.detect import language_of
from sandbox.bedrock.writer.languages.english import english_words, known_share
from sandbox.bedrock.writer.languages.korean_dictionary import adjectives, nouns, verbs
from sandbox.bedrock.writer.languages.korean_forms import VerbForm, verb_forms
from sandbox.bedrock.writer.languages.romanise import jamo, romanised, syllable
from sandbox.bedrock.writer.languages.translate import translate


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("등대", "lighthouse"),
        ("등대, 폭풍, 수채화", "lighthouse, storm, watercolour"),
        ("등대 폭풍 수채화", "lighthouse, storm, watercolour"),
        ("창가에 앉아 있는 고양이", "cat sitting by the window"),
        ("고양이가 창가에 앉아 있다", "cat sitting by the window"),
        ("파란 문에 기대어 있는 빨간 자전거", "red bicycle leaning on the blue door"),
        ("비 오는 밤 골목의 고양이", "cat in the rainy night alley"),
        ("겨울 바다", "winter sea"),
        ("겨울바다", "winter sea"),
        ("고양이 세 마리", "three cats"),
        ("고양이 두 마리가 소파에서 자고 있다", "two cats sleeping on the sofa"),
        ("숲에서 노는 여우", "fox playing in the forest"),
        ("밤하늘을 나는 고래", "whale flying through the starry night sky"),
        ("눈 덮인 산과 호수", "snow-covered mountain and lake"),
        ("우산을 쓴 소녀", "girl holding an umbrella"),
        ("안개 낀 새벽 호수 위의 돛단배", "sailboat on the foggy dawn lake"),
        ("의자 위에서 자는 고양이", "cat sleeping on the chair"),
        ("마을 위로 떠오르는 보름달", "full moon rising over the village"),
        ("책을 읽고 있는 소년과 개", "boy reading a book and dog"),
        ("할머니의 부엌", "grandmother's kitchen"),
        ("민호의 생일", "Minho's birthday"),
        ("창문이 있는 방", "room with a window"),
        ("김치찌개가 끓는 부엌", "kitchen with a kimchi stew simmering"),
        ("붉은 단풍이 가득한 산길", "mountain path full of red autumn leaves"),
        ("수채화로 그린 봄날의 한옥", "hanok on the spring day, watercolour"),
        ("달빛 아래 춤추는 발레리나", "ballerina dancing under the moonlight"),
        ("피카츄가 서핑하는 모습", "Pikachyu surfing"),
        ("매콤한 순두부찌개", "spicy soft tofu stew"),
    ],
)
def test_korean_descriptions(korean, english):
    assert translate(korean).english == english
    assert translate(korean).language == "ko"


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        ("un phare rouge dans la tempête", "fr", "a red lighthouse in the storm"),
        ("l'hiver dans la forêt enneigée", "fr", "the winter in the snow-covered forest"),
        ("ein alter Leuchtturm im Sturm bei Nacht", "de", "an old lighthouse in the storm at night"),
        ("un gato negro durmiendo en la ventana", "es", "a black cat sleeping in the window"),
        ("灯台と嵐", "ja", "lighthouse and storm"),
        ("雨の夜の猫", "ja", "rainy night cat"),
        ("小さな赤い家、雪", "ja", "small red house, snow"),
        ("маяк", "ru", "Mayak"),
        ("φάρος", "el", "Faros"),
    ],
)
def test_other_languages(text, language, english):
    assert (translate(text).language, translate(text).english) == (language, english)


@pytest.mark.parametrize(
    "text",
    [
        "lighthouse, storm",
        "table, train, village",
        "rose",
        "a café terrace in Paris",
        "ukiyo-e",
        "Kubernetes",
        "neon city at night, 35mm",
        "",
        "123",
        "!?",
    ],
)
def test_english_and_what_nobody_knows_stays_as_it_is(text):
    assert translate(text).language == "en"
    assert translate(text).english == text


def test_words_in_quotation_marks_stay_in_their_language():
    assert translate('고양이와 간판 "안녕하세요"').english == 'cat and sign "안녕하세요"'


def test_a_sign_without_a_reading_is_quoted():
    assert translate("龘の家").english == '"龘" house'


@pytest.mark.parametrize("text", ["แมว", "منارة", "घर", "בית"])
def test_scripts_without_a_table_become_latin_letters(text):
    assert translate(text).english.isascii()
    assert language_of(text) in {"th", "ar", "hi", "he"}


@pytest.mark.parametrize(
    ("word", "latin"),
    [("한글", "hangeul"), ("서울", "seoul"), ("さくら", "sakura"), ("きっと", "kitto"), ("しゃしん", "shashin"),
     ("キャット", "kyatto"), ("Жёлтый", "Zhyoltyy"), ("abc", "abc")],
)  # fmt: skip
def test_romanising(word, latin):
    assert romanised(word) == latin


def test_syllables_come_apart_and_together():
    for character in "가힣앉없읽":
        assert syllable(*jamo(character)) == character


def test_verbs_have_the_forms_descriptions_use():
    forms = verb_forms(
        "앉다 앉아 sitting; 날다 날아 flying; 걷다 걸어 walking; 눕다 누워 lying; 가다 가 going"
    )
    for form in ("앉는", "앉은", "나는", "난", "걷는", "걸은", "눕는", "누운", "가는", "간"):
        assert forms[form].kind == "adnominal"
    for form in ("앉아", "앉고", "앉으면서", "날아서", "걸으며", "누워", "누우며", "가며"):
        assert forms[form].kind == "joining"
    for form in ("앉는다", "난다", "걸었다", "걸어요", "간다", "갔다"):
        assert forms[form].kind == "final"
    assert forms["누운"] == VerbForm("lying", "adnominal")


def test_the_dictionary_is_several_hundred_words():
    assert len(nouns()) > 500
    assert len(adjectives()) > 120
    assert len({form.participle for form in verbs().values()}) > 80
    for korean, english in {**nouns(), **adjectives()}.items():
        assert korean == korean.strip()
        assert english == english.strip()
        assert english.isascii()


def test_the_share_of_english_words():
    assert known_share("a red lighthouse in the storm") == 1
    assert known_share("Mayak") == 0
    assert known_share("") == 1
    assert "lighthouse" in english_words()
