"""One recognizer a file: text in, findings out. None of them needs a model, and none decides anything.

`self_reference` stands beside the others: it has to know the thread, and is asked where that is known.
"""

from archive.redaction.recognizers import (
    address,
    call_sign,
    card,
    email,
    first_person,
    handle,
    iban,
    masks,
    national_insurance,
    nhs_number,
    persons,
    phone,
    phone_words,
    plate,
    plea,
    postcode,
    prison_number,
    profile_link,
    reference,
    self_time,
    third_party,
    web_address,
)

RECOGNIZERS = (
    email.find,
    phone.find,
    phone_words.find,
    nhs_number.find,
    national_insurance.find,
    iban.find,
    card.find,
    prison_number.find,
    reference.find,
    postcode.find,
    plate.find,
    address.find,
    handle.find,
    call_sign.find,
    profile_link.find,
    web_address.find,
    masks.find,
    persons.find,
    third_party.find,
    plea.find,
    self_time.find,
    first_person.find,
)
