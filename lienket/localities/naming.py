"""What the agency of one locality is called, from its type's pattern.

`{unit}` is "thành phố Hà Nội" or "tỉnh Hà Tĩnh", `{place}` "Hà Nội", `{committee}` "Thành ủy" in a city and "Tỉnh ủy" in a
province (in English "Municipal" or "Provincial Party Committee").
"""

from .models import AgencyType, Locality

_COMMITTEES = {
    Locality.Kind.CITY: ("Thành ủy", "Municipal Party Committee"),
    Locality.Kind.PROVINCE: ("Tỉnh ủy", "Provincial Party Committee"),
}


def agency_names(type_: AgencyType, locality: Locality) -> tuple[str, str]:
    """The Vietnamese and English names of the agency of this type in this locality."""
    if own := type_.own_names.get(locality.code):
        return own["vi"], own["en"]
    committee_vi, committee_en = _COMMITTEES[Locality.Kind(locality.kind)]
    return (
        type_.pattern_vi.format(unit=locality.unit, place=locality.short_name, committee=committee_vi),
        type_.pattern_en.format(place=locality.name_en, committee=committee_en),
    )
