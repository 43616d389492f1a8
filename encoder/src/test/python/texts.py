"""Texts in many languages and scripts: what the tokenizers learn from, and what they are asked. Same seed, same texts."""

import random

SENTENCES = [
    "A man is eating food while the river keeps running past the quiet town.",
    "The new phone has a better camera, a larger battery and costs less than last year's model.",
    "She didn't say they'd won; he's sure we've lost, and I'll ask what you're doing.",
    "Streams of documents are read, encoded into vectors, and written to a search index.",
    "Which team should handle this? My running shoes arrived in the wrong size.",
    "Der schnelle braune Fuchs springt über den faulen Hund; Äpfel, Öl und Straße.",
    "Le café du coin rouvre demain à sept heures, après trois semaines de travaux.",
    "¿Dónde está la biblioteca más cercana? ¡Qué mañana tan hermosa!",
    "A manhã de verão começou com pão fresco, café e uma longa conversa.",
    "Il treno per Firenze parte alle undici; perché non prendiamo un caffè?",
    "Zażółć gęślą jaźń, mówi stary nauczyciel, i śmieje się cicho.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy celou noc.",
    "Bugün hava çok güzel, İstanbul'da deniz ışıl ışıl parlıyor.",
    "Hôm nay trời đẹp, chúng tôi đi dạo trong công viên Thống Nhất.",
    "Москва — столица России, а Киев — столица Украины.",
    "Быстрая река течёт через лес, и ветер качает деревья.",
    "Η Αθήνα είναι όμορφη την άνοιξη, όταν ανθίζουν οι πορτοκαλιές.",
    "今天天气很好，我们去公园散步。这本书的作者是谁？",
    "機器學習模型把句子變成向量，然後在索引中搜尋最接近的文件。",
    "日本語の文章をベクトルにします。カタカナとひらがなと漢字。",
    "東京は今日も雨ですが、明日は晴れるでしょう。",
    "오늘 날씨가 좋아서 우리는 공원에서 산책을 했습니다.",
    "مرحبا بالعالم، كيف حالك اليوم؟ الكتاب على الطاولة.",
    "السّلامُ عليكم ورحمة الله وبركاته",
    "שלום עולם, מה שלומך היום? הספר על השולחן.",
    "नमस्ते दुनिया, आज मौसम बहुत अच्छा है। किताब मेज़ पर है।",
    "আজ আকাশ পরিষ্কার, আমরা নদীর ধারে হাঁটছি।",
    "இன்று வானிலை நன்றாக உள்ளது.",
    "สวัสดีชาวโลก วันนี้อากาศดีมาก เราไปเดินเล่นกัน",
    "გამარჯობა მსოფლიო, დღეს კარგი ამინდია.",
    "Բարեւ աշխարհ, այսօր լավ եղանակ է։",
    "Emoji 😀🚀🎉 and hearts ❤️💔, flags 🇫🇷🇯🇵, thumbs 👍🏽.",
    "def main(args: list[str]) -> int:\n    return 0 if not args else len(args)\n",
    "for (int i = 0; i < n; i++) { sum += values[i] * weights[i]; }",
    "SELECT id, title FROM documents WHERE score >= 0.75 ORDER BY id DESC;",
    "The total was 1,234,567.89 EUR on 2024-02-29 at 23:59:59 (UTC+02:00).",
    "Instruct: Given a query, retrieve documents that answer the query \n Query: how do plants grow",
    "Instruct: Retrieve semantically similar text.\nQuery: a tree grows in the garden",
    "query: what is a vector? passage: a list of numbers.",
]

CODE = [
    "if (x != null && !x.isEmpty()) {\n\treturn x.get(0);\n}",
    "import numpy as np\nprint(np.zeros((3, 4)).shape)  # (3, 4)",
    "<div class=\"card\"><p>Hello&nbsp;world</p></div>",
    "{\"id\": 17, \"tags\": [\"a\", \"b\"], \"score\": -1.5e-7}",
    "git commit -m 'fix: don''t divide by zero' && git push --force",
    "fn add(a: i32, b: i32) -> i32 { a + b }\r\n\r\n",
    "https://example.org/path/to?x=1&y=%20z#frag user@example.org",
    "\\frac{\\partial L}{\\partial w_i} = \\sum_{j} x_j \\delta_{ij}",
]

EMOJI = [
    "😀", "🚀", "👍", "👍🏽", "👨‍👩‍👧", "👩🏿‍🚀", "🏳️‍🌈", "🇩🇪", "🇺🇳🇯🇵", "❤️", "❤", "☎️", "1️⃣", "🧑‍🤝‍🧑", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👁️‍🗨️",
]

# Inclusive ranges of code points, all assigned since Unicode 9 or before.
SCRIPTS = {
    "ascii": [(0x20, 0x7E)],
    "latin": [(0xA1, 0x24F)],
    "ipa": [(0x250, 0x2AF)],
    "vietnamese": [(0x1EA0, 0x1EF9)],
    "greek": [(0x391, 0x3A1), (0x3A3, 0x3CE), (0x1F00, 0x1F15)],
    "cyrillic": [(0x400, 0x45F)],
    "hebrew": [(0x5D0, 0x5EA), (0x5B0, 0x5BC)],
    "arabic": [(0x621, 0x63A), (0x641, 0x652), (0x660, 0x669)],
    "devanagari": [(0x904, 0x939), (0x93E, 0x94D), (0x958, 0x95F), (0x966, 0x96F)],
    "bengali": [(0x985, 0x98C), (0x9AA, 0x9B0), (0x9BE, 0x9C4)],
    "tamil": [(0xB85, 0xB8A), (0xBAE, 0xBB9), (0xBBE, 0xBC2)],
    "thai": [(0xE01, 0xE3A), (0xE40, 0xE5B)],
    "georgian": [(0x10D0, 0x10F0)],
    "hangul": [(0xAC00, 0xD7A3)],
    "jamo": [(0x1100, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2)],
    "kana": [(0x3041, 0x3096), (0x30A1, 0x30FA), (0x3099, 0x309A)],
    "halfwidth": [(0xFF01, 0xFF9F)],
    "cjk": [(0x4E00, 0x9FA5), (0x3001, 0x3011)],
    "cjk_far": [(0x20000, 0x2A6D6), (0xF900, 0xFA2D), (0x2F800, 0x2FA1D)],
    "mathematical": [(0x2200, 0x22FF), (0x1D400, 0x1D454), (0x2150, 0x215F), (0x2070, 0x2071)],
    "ligatures": [(0xFB00, 0xFB06), (0x1F6, 0x1F9), (0x2126, 0x2126), (0x212A, 0x212B), (0x17F, 0x17F)],
    "combining": [(0x61, 0x7A), (0x300, 0x345), (0x20D0, 0x20DC)],
    "punctuation": [(0x2010, 0x2027), (0x2030, 0x205E), (0xA1, 0xBF)],
    "invisible": [(0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0xFEFF, 0xFEFF), (0xAD, 0xAD)],
    "control": [(0x0, 0x1F), (0x7F, 0x9F)],
    "space": [(0x20, 0x20), (0x9, 0xD), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029),
              (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)],
    "private": [(0xE000, 0xE0FF), (0xF0000, 0xF00FF)],
    "pictures": [(0x1F300, 0x1F5FF), (0x1F600, 0x1F64F)],
    "digits": [(0x30, 0x39), (0x660, 0x669), (0x966, 0x96F), (0xFF10, 0xFF19), (0xB2, 0xB3), (0x2160, 0x216F)],
}

EDGES = [
    "", " ", "  ", "\t", "\n", "\r\n", "\n\n\n", "\u00a0", "\u3000", "\u2028", "\u0085", "\u200b", "\ufeff", "\u0000", "a\u0000b",
    "e\u0301", "\u00e9", "A\u030a \u00c5 \u212b", "\u1112\u1161\u11ab \ud55c", "\u0344", "\u0915\u093c \u0958", "\ufb01 fi",
    "I'M HE'S THEY'LL don't DON'T it'\u017f 'S 's'S", "\u017f \u1e9e \u0130 \u0131 \u01c5", "\uffff", "\U0010ffff", "\ufffd", "▁", "▁▁", " ▁ ",
    "<|endoftext|>", "a<|endoftext|>b", " <|im_start|> <|im_end|>", "<bos>", "<eos>x<pad>", "<unk>", "[CLS] a [SEP]", "[MASK]", "[UNK]",
    "<start_of_turn>user\n\nhi<end_of_turn>", "##ing ##", "x" * 120, "a " * 60, " " * 100 + "a" + " " * 100, "\n" * 40, "\t\t\t\tx\t\t",
    "0" * 50, "1234567890" * 6, "ab" * 60, "好" * 60, "😀" * 30, "न्" * 20, "e" + "\u0301" * 30, "\u202eabc\u202c", "...!!!???", "a\n \n b", "a \n\n\n b  ",
]


def training():
    return SENTENCES * 3 + CODE + EMOJI


def script_word(rng, name, length):
    ranges = SCRIPTS[name]
    letters = []
    for _ in range(length):
        low, high = ranges[rng.randrange(len(ranges))]
        letters.append(chr(rng.randint(low, high)))
    return "".join(letters)


def script_line(rng):
    name = rng.choice(sorted(SCRIPTS))
    return " ".join(script_word(rng, name, rng.randint(1, 7)) for _ in range(rng.randint(1, 4)))


def sentence_line(rng):
    words = rng.choice(SENTENCES).split(" ")
    start = rng.randrange(len(words))
    return " ".join(words[start : start + rng.randint(1, 8)])


def mixed_line(rng):
    parts = []
    for _ in range(rng.randint(2, 4)):
        parts.append(rng.choice([sentence_line, script_line, emoji_line, number_line, space_line])(rng))
    return rng.choice(["", " ", "  ", "\n", "\u00a0"]).join(parts)[:70]


def emoji_line(rng):
    return rng.choice(["", " "]).join(rng.choice(EMOJI) for _ in range(rng.randint(1, 4)))


def number_line(rng):
    kinds = [
        lambda: str(rng.randrange(10 ** rng.randint(1, 18))),
        lambda: f"{rng.uniform(-1e6, 1e6):.3f}",
        lambda: f"{rng.randrange(10**9):,}",
        lambda: f"{rng.randrange(2**32):#x}",
        lambda: f"{rng.randint(1900, 2100)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        lambda: script_word(rng, "digits", rng.randint(1, 8)),
    ]
    return " ".join(rng.choice(kinds)() for _ in range(rng.randint(1, 3)))


def space_line(rng):
    pieces = []
    for _ in range(rng.randint(1, 3)):
        pieces.append(script_word(rng, "space", rng.randint(1, 5)))
        pieces.append(rng.choice(["", "a", "the", "字", "1", "!"]))
    return "".join(pieces)


def code_line(rng):
    code = rng.choice(CODE)
    start = rng.randrange(max(1, len(code) - 10))
    return " " * rng.choice([0, 2, 4, 7]) + code[start : start + rng.randint(5, 50)]


def lines(count, seed):
    rng = random.Random(seed)
    kinds = [sentence_line] * 4 + [script_line] * 5 + [mixed_line] * 2 + [emoji_line, number_line, space_line, code_line]
    found = list(dict.fromkeys(EDGES))
    known = set(found)
    while len(found) < count:
        line = rng.choice(kinds)(rng)
        if line not in known:
            known.add(line)
            found.append(line)
    return found


# Unicode white space around a text, and things that look like it: sentence-transformers strips the first kind only.
PADDED = [
    "  plain spaces  ", "\ttabs and lines\r\n", "\u00a0no-break\u00a0", "\u0085next line\u0085", "\u2028separators\u2029", "\u3000全角\u3000",
    "\u202fnarrow\u2007figure\u2007", "\u001cfile\u001f", "\u200bzero width\u200b", "\ufeffbyte order mark\ufeff", "\u180emongolian\u180e", "\u0000nul\u0000",
]

SPOKEN = [
    "", " ", "\n\n", "\u00a0\u2028\u0085", "a", "Query:", "how do plants grow", "The river keeps running past the quiet town.",
    "今天天气很好，我们去公园散步。", "日本語の文章をベクトルにします。", "مرحبا بالعالم، كيف حالك اليوم؟", "שלום עולם, מה שלומך היום?",
    "नमस्ते दुनिया, आज मौसम बहुत अच्छा है।", "สวัสดีชาวโลก วันนี้อากาศดีมาก", "👨‍👩‍👧 👍🏽 🇩🇪 🏳️‍🌈", "😀", "e\u0301 combining \u00e9 composed",
    "<|endoftext|> spelled out [SEP] <bos>", "x" * 200, "line one\nline two\r\n\r\n  indented", "mixed 中文 and עברית and 123,456.78 😀",
]
