"""Japanese and Chinese words for pictures, the longest first; what is left is romanised or kept in quotes."""

import re
from functools import cache
from typing import Final

from sandbox.bedrock.writer.languages.romanise import romanised

# Kanji serve both languages; simplified characters follow where they differ.
_WORDS: Final = """
灯台 lighthouse; 灯塔 lighthouse; 燈台 lighthouse; 嵐 storm; 暴风雨 storm; 海 sea; 大海 sea; 波 waves;
浜辺 beach; 海辺 seaside; 海滩 beach; 島 island; 岛 island; 港 harbour; 山 mountain; 富士山 Mount Fuji;
森 forest; 森林 forest; 木 tree; 树 tree; 竹林 bamboo forest; 竹 bamboo; 桜 cherry blossom;
樱花 cherry blossom; 花 flowers; 花畑 flower field; 向日葵 sunflowers; ひまわり sunflowers; 蓮 lotus;
紅葉 autumn leaves; 川 river; 河 river; 湖 lake; 滝 waterfall; 瀑布 waterfall; 砂漠 desert; 沙漠 desert;
野原 field; 草原 meadow; 庭 garden; 花园 garden; 空 sky; 天空 sky; 雲 clouds; 云 clouds; 雨 rain;
雪 snow; 霧 fog; 雾 fog; 風 wind; 风 wind; 虹 rainbow; 彩虹 rainbow; 太陽 sun; 太阳 sun; 月 moon;
月亮 moon; 満月 full moon; 星 stars; 星空 starry night sky; 夜空 night sky; 夜 night; 夜晚 night;
朝 morning; 早晨 morning; 夕方 evening; 夕焼け sunset; 夕日 sunset; 日落 sunset; 夜明け dawn; 黄昏 dusk;
春 spring; 夏 summer; 秋 autumn; 冬 winter; 猫 cat; 子猫 kitten; 犬 dog; 狗 dog; 狐 fox; キツネ fox;
狐狸 fox; 狼 wolf; 鹿 deer; 馬 horse; 马 horse; 虎 tiger; 熊 bear; 熊猫 panda; うさぎ rabbit; 兎 rabbit;
兔子 rabbit; 鳥 bird; 鸟 bird; 鶴 crane; 梟 owl; フクロウ owl; 魚 fish; 鱼 fish; 鯉 koi; 鯨 whale;
クジラ whale; 鲸鱼 whale; 蝶 butterfly; 蝴蝶 butterfly; 龍 dragon; 竜 dragon; 龙 dragon; 人 person;
女性 woman; 女人 woman; 男性 man; 男人 man; 少女 girl; 女孩 girl; 少年 boy; 男孩 boy; 子供 child;
孩子 child; 侍 samurai; 忍者 ninja; 宇宙飛行士 astronaut; 宇航员 astronaut; ロボット robot;
机器人 robot; 家 house; 房子 house; 小屋 cabin; 城 castle; 寺 temple; 神社 shrine; 鳥居 torii; 塔 tower;
橋 bridge; 桥 bridge; 街 city; 都市 city; 城市 city; 東京 Tokyo; 京都 Kyoto; 村 village; 路地 alley;
道 path; 通り street; 街道 street; 窓 window; 窗户 window; 扉 door; 门 door; 部屋 room; 房间 room;
台所 kitchen; 喫茶店 cafe; 咖啡馆 cafe; 図書館 library; 自転車 bicycle; 自行车 bicycle; 車 car;
汽车 car; 電車 train; 火车 train; 船 boat; 帆船 sailboat; 飛行機 aeroplane; 気球 hot air balloon;
宇宙船 spaceship; 本 book; 书 book; 時計 clock; 傘 umbrella; 雨伞 umbrella; 灯籠 stone lantern;
提灯 paper lantern; 灯笼 lantern; 茶 tea; お茶 tea; コーヒー coffee; 咖啡 coffee; ラーメン ramen;
寿司 sushi; 宇宙 space; 銀河 galaxy; 惑星 planet; 夢 dream; 梦 dream; 光 light; 影 shadow; 火 fire;
水 water; 石 stone; 氷 ice; 水彩画 watercolour; 水彩 watercolour; 油絵 oil painting; 油画 oil painting;
水墨画 ink wash; 浮世絵 woodblock print; 写真 photograph; アニメ anime; 赤い red; 红色 red; 赤 red;
青い blue; 蓝色 blue; 青 blue; 緑 green; 绿色 green; 黄色い yellow; 黄色 yellow; 黒い black; 黑色 black;
黒 black; 白い white; 白色 white; 白 white; 金色 golden; 紫 purple; 小さな small; 小さい small;
大きな big; 大きい big; 古い old; 古老的 ancient; 美しい beautiful; 美丽的 beautiful; 静かな quiet;
安静的 quiet; 暗い dark; 明るい bright; 可愛い cute; かわいい cute; 可爱的 cute; 不思議な mysterious;
神秘的 mysterious; 雨の rainy; 眠る sleeping; 座る sitting; 飛ぶ flying; 走る running; 踊る dancing;
歩く walking;
"""
_JOINING: Final = {
    "の": "",
    "な": "",
    "的": "",
    "と": "and",
    "和": "and",
    "、": ",",
    "が": "",
    "は": "",
    "を": "",
    "に": "in",
    "で": "in",
    "在": "in",
}
_HAN: Final = re.compile(r"[\u3400-\u9fff]+")


@cache
def _lexicon() -> dict[str, str]:
    entries = (entry.strip().partition(" ") for entry in _WORDS.split(";") if entry.strip())
    return {word: english for word, _, english in entries}


@cache
def _longest_word() -> int:
    return max(map(len, _lexicon()))


def to_english(text: str) -> str:
    """Greedy longest match; "の" and its like only join, so that the words come out in English order."""
    said: list[str] = []
    for part in text.split():
        said += _matched(part)
    return re.sub(r"\s+,", ",", " ".join(word for word in said if word)).strip(" ,")


def _matched(part: str) -> list[str]:
    said: list[str] = []
    unknown = ""
    position = 0
    while position < len(part):
        sizes = range(min(_longest_word(), len(part) - position), 0, -1)
        word = next(
            (part[position : position + size] for size in sizes if _known(part[position : position + size])),
            "",
        )
        if word:
            said += [_left_over(unknown), _lexicon().get(word, _JOINING.get(word, ""))]
            unknown = ""
            position += len(word)
        else:
            unknown += part[position]
            position += 1
    return [*said, _left_over(unknown)]


def _known(word: str) -> bool:
    return word in _lexicon() or word in _JOINING


def _left_over(unknown: str) -> str:
    """Romanised; Chinese characters have no one reading, so they stand in quotes as they are."""
    return _HAN.sub(lambda found: f' "{found[0]}" ', romanised(unknown)).strip()
