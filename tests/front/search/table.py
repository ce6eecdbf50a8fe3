"""What people type, and the page that has to come first, whichever language they read in."""

CARD = "faq/FAQ-001/"
MY_NUMBER = "faq/FAQ-028/"
EXTENSION = "faq/FAQ-022/"
FEE = "faq/FAQ-018/"
MOVING = "faq/FAQ-031/"
APPLYING = "faq/FAQ-012/"
CHILD = "faq/FAQ-021/"
HOURS = "#office-title"

TABLE = {
    CARD: [
        "特定在留カード",
        "とくていざいりゅうかーど",
        "トクテイザイリュウカード",
        "ﾄｸﾃｲｻﾞｲﾘｭｳｶｰﾄﾞ",
        "Specified Residence Card",
        "ＳＰＥＣＩＦＩＥＤ　ＲＥＳＩＤＥＮＣＥ　ＣＡＲＤ",
        "tokutei zairyu card",
        "一体化",
        "合体",
        "integrated card",
        "FAQ-001",
        "faq-001",
    ],
    MY_NUMBER: [
        "マイナンバーカード",
        "ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ",
        "まいなんばーかーど",
        "マイナカード",
        "my number card",
        "MyNumber",
        "個人番号カード",
    ],
    EXTENSION: [
        "ビザ",
        "ヴィザ",
        "visa",
        "更新",
        "在留 更新",
        "更新 在留",
        "在留　更新",
        "renew",
        "extension",
        "延長",
        "visa 更新",
    ],
    FEE: ["料", "手数料", "料金", "いくら", "fee", "fees", "cost", "お金", "￥", "手数料はいくら"],
    MOVING: [
        "引っ越し",
        "引越し",
        "引越",
        "ひっこし",
        "転入届",
        "転入",
        "moving",
        "address change",
        "引越し手続き",
    ],
    APPLYING: ["申し込み", "申込み", "申込", "申請", "apply", "application"],
    CHILD: ["16歳", "１６歳", "十六歳", "16 years", "child", "子ども", "子供", "こども"],
    HOURS: [
        "9:00〜17:00",
        "9:00～17:00",
        "9：00",
        "9:00-17:00",
        "時間",
        "何時",
        "opening hours",
        "土日",
        "weekend",
    ],
}
QUERIES = [query for queries in TABLE.values() for query in queries]
NEVER = ["", "　", "%", "%%", "_", '"', "\\", "'", "😀", "🏢🏢", "x" * 200, "あ" * 200, "。", "~"]
NEVER += [
    "\0",
    "%00",
    "\ud800",
    "料\0\ud800" + "!" * 300,
    "' OR 1=1 --",
    "*",
    "(",
    "[a-z]+",
    "\u200b",
]
