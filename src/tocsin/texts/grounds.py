"""Grounds: how a question, a rule and a reason for rejecting read to a person."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.ground import Doubt, Question, Rule
from tocsin.texts.phrases import phrase

GROUNDS: tuple[Mapping[StrEnum, str], ...] = (
    {
        Question.WHAT: phrase("what"),
        Question.WHO: phrase("who"),
        Question.WHERE: phrase("where"),
        Question.WHEN: phrase("when"),
        Question.HOW_SURE: phrase("how sure"),
        Question.WHO_SAYS: phrase("who says so"),
        Question.HOW_RECENT: phrase("how recent"),
        Question.WHO_IS_MEANT: phrase("who is meant"),
    },
    {
        Rule.WORD_LIST: phrase("a word of the list"),
        Rule.GRAMMAR: phrase("the grammar of the sentence"),
        Rule.CUE: phrase("words that judge it"),
        Rule.NO_CUE: phrase("no word says otherwise"),
        Rule.NEAREST_TIME: phrase("the nearest time"),
        Rule.REPORTING: phrase("words of reporting"),
        Rule.DESCRIPTION: phrase("how they are described"),
        Rule.REPORT_SAYS: phrase("the report itself says where"),
        Rule.GAZETTEER: phrase("the gazetteer"),
        Rule.PATTERN: phrase("a pattern of words"),
        Rule.MODEL: phrase("a trained model"),
        Rule.SAME_NAME: phrase("the same name"),
        Rule.PART_OF_NAME: phrase("part of the name"),
        Rule.OTHER_NAME: phrase("another name that is known for it"),
        Rule.BESIDE: phrase("stands right beside"),
        Rule.IS: phrase("the sentence says they are one"),
        Rule.BRACKETS: phrase("brackets after"),
        Rule.KNOWN_AS: phrase("“known as”, “alias” or the like"),
        Rule.TAKES_UP: phrase("takes up the nearest that fits"),
    },
    {
        Doubt.ROLES_DO_NOT_FIT: phrase("those who take part do not fit"),
        Doubt.LESS_FITTING: phrase("fits less well"),
        Doubt.OUTWEIGHED: phrase("outweighed"),
        Doubt.PLAYS_NO_PART: phrase("stands near, but plays no part"),
        Doubt.FARTHER: phrase("farther away"),
        Doubt.LESS_LIKELY: phrase("less likely"),
        Doubt.ORIGIN: phrase("where somebody comes from is not whose national they are"),
        Doubt.DOES_NOT_FIT: phrase("does not fit in kind, number or gender"),
        Doubt.SAME_CLAUSE: phrase("grammar forbids it within one clause"),
        Doubt.OWN_CAPTIVE: phrase("whoever holds people is not whom they hold"),
    },
)
