"""The vocabulary of the pages, built into every template (see `templates/components/README.md`). Each topic has its file."""

from django.template import Library

from lienket.lib.templatetags import counting, feedback, fields, lists, marks, words

register = Library()
for topic in (words, marks, counting, lists, feedback, fields):
    register.tags.update(topic.register.tags)
    register.filters.update(topic.register.filters)
