"""What Blogger calls people without a name, and what it writes in place of a removed comment, by language. Data."""

from __future__ import annotations

_ANONYMOUS = """
    anonymous anonyme anonym anónimo anônimo anonimo anònim anoniem anonimowy anonymní anonymný anonim anonimni
    anoniman anonyymi nimetön névtelen adsız anonimoa nafnlaus anonīms ανώνυμος анонимный аноним анонім анонимен
    анониман 匿名 匿名さん 익명 אנונימי बेनामी பெயரில்லா അജ്ഞാത అజ్ఞాత অনামী ناشناس
"""
ANONYMOUS_WORDS = frozenset(_ANONYMOUS.split()) | {"غير معرف", "ไม่ระบุชื่อ", "nặc danh", "tanpa nama"}
"""Compared without capitals."""

REMOVED_BY_AUTHOR = frozenset(
    {
        "this comment has been removed by the author",
        "ce commentaire a été supprimé par l'auteur",
        "dieser kommentar wurde vom autor entfernt",
        "este comentario ha sido eliminado por el autor",
        "este comentário foi removido pelo autor",
        "questo commento è stato eliminato dall'autore",
        "deze reactie is verwijderd door de auteur",
    }
)
REMOVED_BY_ADMINISTRATOR = frozenset(
    {
        "this comment has been removed by a blog administrator",
        "ce commentaire a été supprimé par un administrateur du blog",
        "dieser kommentar wurde von einem blog-administrator entfernt",
        "este comentario ha sido eliminado por un administrador del blog",
        "este comentário foi removido por um administrador do blog",
        "questo commento è stato eliminato da un amministratore del blog",
        "deze reactie is verwijderd door een blogbeheerder",
    }
)
"""Whole sentences without capitals and final stop. In other languages a page marks the place in its markup."""

_ADMINISTRATOR = """
    admin ammin beheerder ylläpitäj yönetici správc администр адміністр διαχειριστ 管理 관리자 מנהל مدير مشرف ผู้ดูแล
"""
ADMINISTRATOR_WORDS = (*_ADMINISTRATOR.split(), "quản trị")
"""Parts of the words for whoever runs a blog, in such sentences of many languages."""
