from vanban.segments import lay_out


def sentences(text: str) -> list[str]:
    layout = lay_out(text)
    return [layout.flat[s.start : s.end] for s in layout.sentences]


def test_lines_broken_inside_a_sentence_are_joined() -> None:
    text = (
        "Thời gian qua các cơ quan của hai tỉnh đã chủ động phối hợp và\nđạt được kết quả tốt, trong đó có việc mở đường từ huyện đến tỉnh của\n"
        "hai bên và còn nhiều việc khác nữa. Sau đó hai tỉnh gặp nhau tại Hoà\nBình."
    )
    assert sentences(text) == [
        "Thời gian qua các cơ quan của hai tỉnh đã chủ động phối hợp và đạt được kết quả tốt, trong đó có việc mở đường từ huyện đến tỉnh "
        "của hai bên và còn nhiều việc khác nữa.",
        "Sau đó hai tỉnh gặp nhau tại Hoà Bình.",
    ]
    assert len(lay_out(text).flat) == len(text)


def test_short_forms_end_no_sentence() -> None:
    assert sentences("Đoàn đến TP. Hải Phòng. ThS. Lê Lan dự.") == ["Đoàn đến TP. Hải Phòng.", "ThS. Lê Lan dự."]
    assert sentences("Nông sản, hải sản... của tỉnh tăng. Hết.") == ["Nông sản, hải sản... của tỉnh tăng.", "Hết."]


def test_numbering_and_headings() -> None:
    layout = lay_out(
        "II. KẾT QUẢ\n\n1. Kinh tế\n\na) Hai tỉnh đã mở đường.\n\nb) Khách tăng.\n\n2. Xã hội ổn định.\n\nIII. HẾT"
    )
    numbers = {layout.flat[p.start : p.end]: p.number for p in layout.paragraphs}
    assert numbers["Hai tỉnh đã mở đường."] == "II.1.a"
    assert numbers["Xã hội ổn định."] == "II.2"
    first = next(p for p in layout.paragraphs if p.number == "II.1.a")
    assert [layout.flat[layout.paragraphs[h].start : layout.paragraphs[h].end] for h in first.headings] == [
        "KẾT QUẢ",
        "Kinh tế",
    ]


def test_rows_of_a_table_and_page_numbers_are_told_apart() -> None:
    layout = lay_out("TT\tNội dung\n\n1\tMở đường\n\n2\n\nHết chuyện của hai bên.")
    assert [p.kind for p in layout.paragraphs] == ["row", "row", "page", "text"]
