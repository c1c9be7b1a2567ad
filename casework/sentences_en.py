"""The refusals in English: title and sentence by code."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "refused": ("Request refused", "The request was not accepted. Nothing was recorded."),
    "not-found": (
        "Not found",
        "There is nothing at this address, or you have no access to it. Check the address or the file number.",
    ),
    "unauthenticated": ("Sign-in required", "Sign in to continue. Your session may have ended."),
    "forbidden": ("Not allowed", "Your role does not allow you to {act}."),
    "illegal-transition": (
        "Not possible at this stage",
        "The file is at the stage “{state}”. At this stage it is not possible to {act}.",
    ),
    "precondition-failed": (
        "The file has changed",
        "Somebody changed the file since you opened it. Read it again, then retry. Your change was not recorded.",
    ),
    "precondition-required": (
        "Version required",
        "Name the version of the file that you read in the If-Match header, so that nobody’s work is overwritten.",
    ),
    "validation": (
        "Information to correct",
        "Some of the information is missing or incorrect. Correct it, then retry.",
    ),
    "unknown-field": (
        "Unknown field",
        "The form does not have one of the fields that were sent. Remove it, then retry.",
    ),
    "invalid-text": ("Text that cannot be kept", "A text contains a character that cannot be kept. Type it again."),
    "text-too-long": ("Text too long", "A text is longer than allowed. Shorten it or attach a document."),
    "invalid-amount": (
        "Incorrect amount",
        "The amount must be a whole number of cents, in Canadian dollars, and match what is asked.",
    ),
    "refund-exceeds-capture": (
        "Refund too high",
        "No more can be refunded than what was received and has not been given back yet.",
    ),
    "link-invalid": (
        "Invalid link",
        "This link is not valid or has expired. Ask the person who sent it to you for another one.",
    ),
    "link-used": (
        "Link already used",
        "This link serves once, and it has served. Ask the person who sent it to you for another one.",
    ),
    "till-already-open": (
        "Till already opened",
        "This borough’s till was already opened today. It is opened once a day.",
    ),
    "till-not-open": (
        "Till closed",
        "This borough’s till is not open on that day, or it is closed for good.",
    ),
    "till-busy": (
        "Payment being recorded",
        "A payment at the counter is still being recorded. Wait a moment, count again, then close the till.",
    ),
    "duplicate-case": ("Already contested", "This statement of offence is already the subject of an open plea."),
    "too-late": ("Too late to undo", "Ten minutes have passed, or it was undone already. Give the files out again."),
    "already-claimed": ("File already claimed", "This file already belongs to another account."),
    "already-judged": (
        "Judgment already given",
        "A judgment was given in this file: it is too late for a plea. The remedies against a judgment remain.",
    ),
    "conflict-of-interest": ("Conflict of interest", "This judge may not hear this file. Choose another one."),
    "hearing-not-open": (
        "The hearing is not open yet",
        "You can join the hearing from 30 minutes before its hour. Keep this link.",
    ),
    "token-expired": (
        "Link expired",
        "The hour of the hearing has passed. If you had to attend, contact the court office.",
    ),
    "token-revoked": (
        "Link revoked",
        "This link was replaced, or the hearing is not held at that hour any more. Open the file for the date and the "
        "link that stand.",
    ),
    "ambiguous-time": ("Time to specify", "The time {time} is unclear because the clocks change. Choose another one."),
    "ambiguous-time.gap": (
        "Time that does not exist",
        "The time {time} does not exist that day, because the clocks go forward. Choose another one.",
    ),
    "ambiguous-time.twice": (
        "Time to specify",
        "The time {time} comes twice that day, because the clocks go back. Say which one is meant.",
    ),
    "unknown-filter": ("Unknown filter", "This list cannot be sorted or filtered in this way."),
    "idempotency-key-reused": (
        "Key already used",
        "This idempotency key was already used for another request. Use a new key.",
    ),
    "idempotency-key-missing": (
        "Idempotency key required",
        "Add the Idempotency-Key header, of 8 to 200 characters, so that the request is carried out only once.",
    ),
    "request-in-progress": (
        "Request in progress",
        "The same request is being worked on. Retry in {seconds}\u00a0s with the same key: nothing will be done twice.",
    ),
    "not-eligible": ("Application not eligible", "{en} Nothing was recorded."),
    "post-stage": (
        "Not at this stage of the post",
        "This batch or letter is not at that stage: nothing was noted. Read the list again.",
    ),
    "letter-settled": (
        "Letter already withdrawn or replaced",
        "This letter was already withdrawn, or replaced by a corrected version.",
    ),
    "already-taken": (
        "File already taken",
        "Somebody took this file or gave it back since you opened the list. Refresh it.",
    ),
    "service-not-open": ("Service not offered online", "This service is not offered online in this borough."),
    "service-not-open.suspended": (
        "Service suspended",
        "This service is temporarily suspended in this borough. Your draft is kept.",
    ),
    "service-not-open.info_only": (
        "Service not offered online",
        "In this borough, apply at the counter or by telephone, at 311.",
    ),
    "service-not-open.redirect": (
        "Service offered elsewhere",
        "In this borough, applications are made on another site. The service’s page gives its address.",
    ),
    "documents-missing": (
        "Documents to attach",
        "Your answers call for documents that are not attached to the application. Attach them, then retry.",
    ),
    "invalid-signature": ("Invalid signature", "The message’s signature does not match its content."),
    "stale-signature": ("Stale signature", "The message was signed more than five minutes ago. Send it again."),
    "payload-too-large": ("Too large", "What was sent is larger than the {megabytes}\u00a0MB allowed."),
    "file-type": (
        "File type not accepted",
        "The content of the file is not of an accepted type. Send a PDF, or a JPEG or PNG image.",
    ),
    "image-too-large": (
        "Image too large",
        "The image has more than {megapixels} million pixels. Make it smaller, then retry.",
    ),
    "image-unreadable": (
        "Unreadable image",
        "The image is incomplete or damaged. Save it again or take another photograph.",
    ),
    "file-unprocessable": (
        "File that cannot be opened",
        "The file cannot be opened safely: it is damaged, protected by a password or too complex. Send a plain copy.",
    ),
    "malware": (
        "Dangerous file",
        "The file contains known malware. It was put in quarantine and nobody will open it. "
        "Scan your device, then send another file.",
    ),
    "file-held": (
        "Being scanned",
        "The file is kept and waits for the virus scan. It can be downloaded as soon as that is done. "
        "Retry in a few minutes.",
    ),
    "upload-quota": (
        "Too many files today",
        "You have sent as many files as the counter takes in one day. Those already received are kept. "
        "Retry later or call 311.",
    ),
    "insufficient-storage": (
        "Not enough storage",
        "The file could not be kept for lack of space. Nothing was recorded. Retry later.",
    ),
    "temporarily-unavailable": (
        "Temporarily unavailable",
        "The counter cannot process the request at this moment. Retry in {seconds}\u00a0s: "
        "if the request had been received, it will not be carried out twice.",
    ),
    "erased": (
        "File destroyed",
        "The content of this file was destroyed at the end of its retention period. It cannot be recovered.",
    ),
    "not-due": (
        "File to be kept",
        "The retention schedule does not let this file be destroyed yet. Nothing was destroyed.",
    ),
    "not-due.later": (
        "File to be kept",
        "The retention schedule keeps this file until {due_on}. Nothing was destroyed.",
    ),
    "not-due.permanent": (
        "File to be kept",
        "The retention schedule keeps this file permanently. Nothing was destroyed.",
    ),
    "not-due.open": ("Open file", "This file is not closed: it cannot be destroyed. Nothing was destroyed."),
    "legal-hold": (
        "File on hold",
        "A duty to keep this file, for a dispute, a complaint or an inquiry, forbids destroying it. "
        "Nothing was destroyed.",
    ),
    "not-at-rest": (
        "File still moving",
        "A letter, a mail or an act of this file is still on its way. Try again later. Nothing was destroyed.",
    ),
    "not-approved": (
        "Approvals missing",
        "Two different persons must approve the destruction; approvals so far: {given}. Nothing was destroyed.",
    ),
    "already-listed": (
        "List already made",
        "The file already waits in a destruction list, or the list has changed. Read it again, then start over.",
    ),
    "malformed-json": ("Malformed JSON", "The body of the request is not valid JSON in UTF-8."),
    "duplicate-key": ("Repeated key", "The JSON body contains the same key twice. Only one value is allowed."),
    "unsupported-media-type": (
        "Content type not accepted",
        "Send the body of the request in the content type that this address accepts.",
    ),
    "not-acceptable": (
        "Response format not offered",
        "This address does not answer in the formats that the Accept header asks for.",
    ),
    "request-timeout": ("Sent too slowly", "The request did not arrive whole in time. Retry."),
    "too-many-fields": ("Too many fields", "The form that was sent has too many fields."),
    "method-not-allowed": (
        "Method not allowed",
        "This address does not accept this method. The Allow header names those it accepts.",
    ),
    "bad-host": ("Unknown host", "The request names a host that this counter does not serve."),
    "bad-request": ("Incorrect request", "The request could not be understood."),
    "csrf": ("Form expired", "The form is no longer valid or comes from another site. Reload the page, then retry."),
    "rate-limited": (
        "Too many requests",
        "There were too many requests in a short time. Nothing was recorded. Retry in {seconds}\u00a0s.",
    ),
    "internal": (
        "An error at the counter",
        "An error happened on our side. It is recorded under the number of the request. Retry later.",
    ),
}
