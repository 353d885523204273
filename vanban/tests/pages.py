"""Web pages for the tests, written as the sites of newspapers and offices are built; the article is ours, the names around it invented."""

PARAGRAPHS = [
    "Sáng 12/5/2026, Tỉnh ủy An Giang và Tỉnh ủy Kiên Giang tổ chức hội nghị đánh giá kết quả hợp tác giai đoạn 2023 - 2025, bàn phương hướng "
    "phối hợp trong những năm tới.",
    "Ba năm qua, hai tỉnh đã tổ chức 14 hội chợ, đưa trên 320 sản phẩm OCOP lên kệ siêu thị, tổng doanh thu đạt gần 86 tỷ đồng.",
    "Tuy nhiên, việc kết nối giao thông đường thủy còn chậm, chưa tương xứng với tiềm năng của vùng.",
    "Hai bên thống nhất phối hợp nâng cấp tuyến đường nối hai tỉnh, chia sẻ dữ liệu về dịch bệnh trên cây lúa và nuôi trồng thủy sản.",
]
TITLE = "Hội nghị hợp tác giữa hai tỉnh An Giang và Kiên Giang"
DAY = "Thứ ba, 12/05/2026 16:20"
SOURCE = "Theo Báo Đồng Bằng"
# Words that stand only in the furniture: none of them may be read.
FURNITURE = ["Hà Nội", "Cà Mau", "999", "555", "Nguyễn Văn Tèo", "Sở Ngoại vụ", "01/01/2001", "Đà Nẵng", "Viết tắt"]

_MENU = "".join(
    f'<li><a href="/{at}">{name}</a></li>'
    for at, name in enumerate(["Trang chủ", "Chính trị Hà Nội", "Kinh tế", "Sở Ngoại vụ"])
)
_RELATED = "".join(
    f'<li><a href="/tin/{at}">{words}</a> <span>(01/01/2001)</span></li>'
    for at, words in enumerate(["Hà Nội thu hút 999 dự án", "Cà Mau hợp tác với Đà Nẵng về 555 sản phẩm du lịch"])
)
_BODY = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
_CALENDAR = (
    "<table class='c'>"
    + "".join("<tr>" + "".join(f"<td>{7 * week + day}</td>" for day in range(1, 8)) + "</tr>" for week in range(4))
    + "</table>"
)


def newspaper():
    """Landmarks and telling class names, as newspapers build."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{TITLE} - Báo Đồng Bằng</title>
<meta property="og:title" content="{TITLE}"><script>var a = "Hà Nội 999";</script></head><body>
<header class="site-header"><a href="/">Báo Đồng Bằng</a><nav><ul>{_MENU}</ul></nav></header>
<div class="breadcrumb"><a href="/">Trang chủ</a> » <a href="/kt">Sở Ngoại vụ</a></div>
<main><article><h1>{TITLE}</h1><div class="meta"><time datetime="2026-05-12">{DAY}</time></div>
<div class="detail"><figure><img src="a.jpg"><figcaption>Lãnh đạo Cà Mau tại hội nghị. Ảnh: Nguyễn Văn Tèo</figcaption></figure>{_BODY}
<p style="text-align:right"><em>{SOURCE}</em></p></div>
<div class="related"><h3>Tin liên quan</h3><ul>{_RELATED}</ul></div></article></main>
<aside><h3>Đọc nhiều</h3><ul>{_RELATED}</ul>{_CALENDAR}</aside>
<section id="comments"><p>Nguyễn Văn Tèo: Bài viết rất hay, Đà Nẵng cũng nên làm như thế, 999 điểm.</p></section>
<footer><p>Cơ quan chủ quản: Sở Ngoại vụ thành phố Hà Nội. Giấy phép số 555/GP, cấp ngày 01/01/2001.</p></footer></body></html>"""


def office_portal():
    """Tables within tables, no landmarks, numbers for names: an office's portal of fifteen years ago."""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Cổng thông tin</title></head><body>
<form><table width="1000"><tr><td colspan="3"><img src="b.gif"></td></tr>
<tr><td width="200"><table>{"".join(f"<tr><td><a href='{a}'>{w}</a></td></tr>" for a, w in enumerate(["Sở Ngoại vụ", "Hà Nội", "Cà Mau"]))}</table>
<b>Viết tắt</b><div><b>Từ viết tắt</b><br>HN: Hà Nội<br>CM: Cà Mau</div></td>
<td width="600"><table><tr><td class="T1"><h2>{TITLE}</h2></td></tr><tr><td>{DAY}</td></tr>
<tr><td>{PARAGRAPHS[0]}<br><br>{PARAGRAPHS[1]}<br><br>{PARAGRAPHS[2]}<br><br>{PARAGRAPHS[3]}<br><br><b>{SOURCE}</b></td></tr>
<tr><td><b>Các tin khác:</b></td></tr><tr><td><ul>{_RELATED}</ul></td></tr></table></td>
<td width="200"><b>Tìm theo ngày</b>{_CALENDAR}<select><option>Hà Nội 999</option></select></td></tr>
<tr><td colspan="3">Bản quyền thuộc Sở Ngoại vụ thành phố Hà Nội<br>Lượt truy cập: 999.555</td></tr></table></form></body></html>"""


def content_system():
    """Boxes in boxes with the class names of a common Vietnamese content system; a rating stands under the article."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><div id="wraper">
<div class="second-nav" id="second-nav"><div class="menu-news">{_MENU}</div></div>
<div class="row"><div class="col-md-16"><div class="panel"><div class="panel-body">
<h1 class="title">{TITLE}</h1><em class="pull-left">{DAY}</em><div class="socialicon"><a href="#">Chia sẻ 999</a></div>
<div class="hometext">{PARAGRAPHS[0]}</div><div id="news-bodyhtml"><div class="bodytext">{"".join(f"<div>{w}</div>" for w in PARAGRAPHS[1:])}</div></div>
<p class="text-right"><strong>Tác giả: </strong>Ban Biên tập</p><p>{SOURCE}</p></div></div>
<div class="panel"><div class="panel-body"><form><div>Tổng số điểm của bài viết là: 999 trong 555 đánh giá</div>
<div>Click để đánh giá bài viết</div></form></div></div>
<div class="others"><p><strong>Những tin mới hơn</strong></p><ul>{_RELATED}</ul></div></div></div>
<div id="footer"><div>Sở Ngoại vụ Hà Nội, điện thoại 0999.555.999</div></div></div></body></html>"""


def saved_with_its_parts(page):
    """The same page as browsers save it in one file."""
    import quopri

    body = quopri.encodestring(page.encode()).decode("ascii")
    return (
        "From: <Saved by Blink>\r\nSubject: trang\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n------B\r\nContent-Type: text/css\r\n\r\nbody{}\r\n'
        "------B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{body}\r\n------B--\r\n"
    ).encode()
