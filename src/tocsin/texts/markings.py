"""Labels of markings. Those of TLP and the codes of Europol are never translated; what they mean is."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.terms import Bar, Use
from tocsin.texts.phrases import phrase
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.iep import (
    AffectedPartyNotifications,
    Attribution,
    EncryptInTransit,
    PermittedActions,
    UnmodifiedResale,
)
from tocsin.vocabulary.law import DataCategory, Purpose, SubjectCategory
from tocsin.vocabulary.source import SourceType

MARKINGS: tuple[Mapping[StrEnum, str], ...] = (
    {
        SourceType.DOCUMENT: phrase("a document"),
        SourceType.NOTE: phrase("a call, or a note of their own"),
        SourceType.PARTNER: phrase("a partner service"),
    },
    {
        Use.INTERNAL: phrase("something that nobody outside notices"),
        Use.INDIRECT: phrase("something that others notice only indirectly"),
        Use.DIRECT: phrase("something that others notice at once"),
        Use.NOTIFY: phrase("those whom it endangers were told"),
        Use.COURT: phrase("it was used in judicial proceedings"),
    },
    {
        Bar.NOTHING: phrase("its marking lets nothing be done on it"),
        Bar.ASK: phrase("its sender has to be asked before anything is done on it"),
        Bar.NOTICED: phrase("others could notice it, and its marking forbids that"),
        Bar.NOTIFY: phrase("its marking forbids to tell them"),
        Bar.COURT: phrase("not without its sender’s permission (H1)"),
    },
    {
        PermittedActions.DIRECT: phrase("anything, even what others notice at once"),
        PermittedActions.INDIRECT: phrase("what others notice only indirectly"),
        PermittedActions.INTERNAL: phrase("only what nobody outside notices"),
        PermittedActions.CONTACT: phrase("ask first, then act"),
        PermittedActions.NONE: phrase("nothing"),
    },
    {
        AffectedPartyNotifications.MAY: phrase("they may be told"),
        AffectedPartyNotifications.MUST_NOT: phrase("they must not be told"),
    },
    {
        Attribution.MAY: phrase("it may be named"),
        Attribution.MUST: phrase("it must be named"),
        Attribution.MUST_NOT: phrase("it must not be named"),
    },
    {EncryptInTransit.MAY: phrase("may travel in the open"), EncryptInTransit.MUST: phrase("must travel encrypted")},
    {UnmodifiedResale.MAY: phrase("may be sold on"), UnmodifiedResale.MUST_NOT: phrase("must not be sold on")},
    {
        HandlingCode.H0: phrase("for preventing and combating crime"),
        HandlingCode.H1: phrase("not in judicial proceedings without permission"),
        HandlingCode.H2: phrase("not to be passed on without permission"),
        HandlingCode.H3: phrase("other restrictions, in words"),
    },
    {
        Purpose.PREVENTION: phrase("prevention of crime"),
        Purpose.INVESTIGATION: phrase("investigation"),
        Purpose.DETECTION: phrase("detection"),
        Purpose.PROSECUTION: phrase("prosecution"),
        Purpose.EXECUTION: phrase("execution of penalties"),
        Purpose.PUBLIC_SECURITY: phrase("threats to public security"),
    },
    {
        SubjectCategory.SUSPECT: phrase("suspects"),
        SubjectCategory.CONVICTED: phrase("convicted people"),
        SubjectCategory.VICTIM: phrase("victims, and those who may become one"),
        SubjectCategory.OTHER: phrase("others: witnesses, informants, contacts"),
    },
    {
        DataCategory.EVENT: phrase("what happened or is planned"),
        DataCategory.IDENTITY: phrase("names, ages, numbers"),
        DataCategory.NATIONALITY: phrase("nationality"),
        DataCategory.WHEREABOUTS: phrase("whereabouts"),
        DataCategory.AFFILIATION: phrase("roles and memberships"),
        DataCategory.ORIGIN: phrase("origin and birthplace"),
        DataCategory.PROTECTION: phrase("protection: asylum, refuge, source"),
    },
)
