"""What the portal of the benchmark says: N datasets in Vietnamese and English.

Every dataset has a title, a sentence, about 2.5 KB of Markdown per language
(headings, lists, a link, a table) and a CSV of 20 rows and 6 columns. The same
seed gives the same portal on every machine. Knows nothing of generators.
"""

import csv
import datetime
import io
import random
from dataclasses import dataclass

LANGUAGES = ("vi", "en")
BASE = "https://data.example.org"
SEED = 7
ROWS = 20
HEADER = ["ma_don_vi", "don_vi", "nam", "chi_tieu", "ti_le", "ghi_chu"]

#: Words of the pages around the datasets.
WORDS = {
    "vi": {"site": "Cổng dữ liệu mở tỉnh", "home": "Trang chủ", "datasets": "Bộ dữ liệu", "topics": "Chủ đề",
           "data": "Bảng số liệu", "download": "Tải tệp CSV", "prev": "Trước", "next": "Sau", "other": "English",
           "newest": "Mới cập nhật"},
    "en": {"site": "Provincial open data portal", "home": "Home", "datasets": "Datasets", "topics": "Topics",
           "data": "Data table", "download": "Download CSV", "prev": "Previous", "next": "Next",
           "other": "Tiếng Việt", "newest": "Recently updated"},
}

#: Topics: identifier, and the name in each language.
TOPICS = {
    "ha-tang-so": {"vi": "Hạ tầng số", "en": "Digital infrastructure"},
    "dich-vu-cong": {"vi": "Dịch vụ công trực tuyến", "en": "Online public services"},
    "kinh-te-so": {"vi": "Kinh tế số", "en": "Digital economy"},
    "xa-hoi-so": {"vi": "Xã hội số", "en": "Digital society"},
    "y-te": {"vi": "Y tế", "en": "Health"},
    "giao-duc": {"vi": "Giáo dục", "en": "Education"},
    "giao-thong": {"vi": "Giao thông", "en": "Transport"},
    "moi-truong": {"vi": "Môi trường", "en": "Environment"},
    "ngan-sach": {"vi": "Ngân sách", "en": "Budget"},
    "an-toan-thong-tin": {"vi": "An toàn thông tin", "en": "Information security"},
}

SPEECH = {
    "vi": "tỷ lệ hồ sơ trực tuyến được xử lý đúng hạn tại các xã phường thị trấn trên địa bàn tỉnh theo kế hoạch chuyển "
          "đổi số giai đoạn hiện nay nhằm nâng cao chất lượng phục vụ người dân và doanh nghiệp qua nền tảng dùng chung "
          "kết nối chia sẻ dữ liệu quốc gia cơ quan nhà nước triển khai hạ tầng mạng băng rộng di động phủ sóng thôn bản "
          "vùng sâu đào tạo kỹ năng cho cán bộ công chức thống kê báo cáo hằng quý sở thông tin truyền thông chịu trách "
          "nhiệm tổng hợp kiểm tra đánh giá mức độ hoàn thành chỉ tiêu",
    "en": "the share of online applications settled on time in every commune and ward of the province under the digital "
          "transformation plan for this period raises the quality of service to people and business through shared "
          "platforms that link national data public bodies deploy broadband and mobile networks to remote villages "
          "train officials in new skills and report figures each quarter while the department of information collects "
          "checks and rates how far each target has been met",
}
POOLS = {lang: text.split() for lang, text in SPEECH.items()}
HEADINGS = {
    "vi": ["Giới thiệu", "Mục tiêu", "Phương pháp thu thập", "Chỉ tiêu chính", "Ghi chú"],
    "en": ["Introduction", "Goals", "How the data is collected", "Main targets", "Notes"],
}
SENTENCE = {"vi": 26, "en": 30}
LINK = {"vi": "văn bản kế hoạch", "en": "text of the plan"}
COMMUNES = ("Tân Thành", "Phước Hòa", "Mỹ Xuân", "Châu Đức", "Đất Đỏ", "Long Điền", "Xuyên Mộc", "Bình Châu", "Hòa Hiệp",
            "Phú Mỹ", "Kim Dinh", "Rạch Dừa", "Thắng Nhì", "Nguyễn An Ninh", "Quảng Thành", "Láng Lớn", "Cù Bị",
            "Suối Rao", "Đá Bạc", "Nghĩa Thành", "Xà Bang", "Bàu Chinh", "Kim Long", "Sơn Bình")
NOTES = ("đạt", "chưa đạt", "vượt chỉ tiêu", "đang rà soát", "số ước tính, chưa kiểm tra", "theo báo cáo quý",
         'ghi chú "tạm tính"', "so sánh < 95% & > 80%")


@dataclass
class Body:
    """A text in one language."""

    markdown: str
    #: Everything a reader sees of it, piece by piece.
    pieces: list[str]


@dataclass
class Dataset:
    """One dataset in all languages."""

    name: str
    topic: str
    moment: datetime.datetime
    title: dict[str, str]
    sentence: dict[str, str]
    body: dict[str, Body]
    rows: list[list[str]]

    def csv(self) -> bytes:
        """The table as the file that every generator reads and publishes."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([HEADER, *self.rows])
        return out.getvalue().encode()


def datasets(count: int, seed: int = SEED):
    """The portal's datasets, one after the other."""
    return (dataset(number, seed) for number in range(1, count + 1))


def dataset(number: int, seed: int = SEED) -> Dataset:
    """The dataset with this number, from 1."""
    dice = random.Random(seed * 1000003 + number)
    topic = list(TOPICS)[dice.randrange(len(TOPICS))]
    commune = COMMUNES[number % len(COMMUNES)]
    names = TOPICS[topic]
    sentences = {lang: _sentence(dice, lang, 14) for lang in LANGUAGES}
    rows = [
        ["%05d" % (26000 + number % 1000 * 10 + row), "Xã " + COMMUNES[(number + row) % len(COMMUNES)], str(2020 + row % 6),
         str(dice.randrange(100, 99999)), "%.1f" % (dice.randrange(1000) / 10), dice.choice(NOTES)]
        for row in range(ROWS)
    ]
    return Dataset(
        name="ds-%05d" % number,
        topic=topic,
        moment=datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(hours=number),
        title={"vi": "%s xã %s số %d" % (names["vi"], commune, number), "en": "%s of %s commune no. %d" % (names["en"], commune, number)},
        sentence=sentences,
        body={lang: _body(dice, lang, topic) for lang in LANGUAGES},
        rows=rows,
    )


def _sentence(dice: random.Random, lang: str, words: int) -> str:
    pool = POOLS[lang]
    start = dice.randrange(len(pool))
    said = [pool[(start + step * dice.choice((1, 1, 1, 2))) % len(pool)] for step in range(words)]
    return " ".join(said).capitalize() + "."


def _body(dice: random.Random, lang: str, topic: str) -> Body:
    def paragraph(sentences: int) -> str:
        return " ".join(_sentence(dice, lang, SENTENCE[lang]) for _ in range(sentences))

    heads = HEADINGS[lang]
    targets = [(_sentence(dice, lang, 5)[:-1], dice.randrange(20, 70), dice.randrange(70, 100)) for _ in range(4)]
    first, second = paragraph(3), paragraph(1)
    goals = [_sentence(dice, lang, 9) for _ in range(5)]
    method = paragraph(3)
    steps = [_sentence(dice, lang, 8) for _ in range(4)]
    strong, weak = _sentence(dice, lang, 4), _sentence(dice, lang, 6)
    markdown = "\n\n".join([
        f"## {heads[0]}", first, f"{second} [{LINK[lang]}]({BASE}/about/{topic}).",
        f"### {heads[1]}", "\n".join(f"- {goal}" for goal in goals),
        f"## {heads[2]}", method, "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)),
        f"### {heads[3]}",
        f"| {heads[3]} | 2025 | 2030 |\n|---|---:|---:|\n" + "\n".join(f"| {name} | {now}% | {then}% |" for name, now, then in targets),
        f"## {heads[4]}", f"**{strong}** *{weak}* `{topic}`",
    ]) + "\n"
    pieces = [*heads, first, f"{second} {LINK[lang]}", *goals, method, *steps, strong, weak, topic]
    pieces += [piece for name, now, then in targets for piece in (name, f"{now}%", f"{then}%")]
    return Body(markdown, pieces)
