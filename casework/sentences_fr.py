"""The refusals in French: title and sentence by code."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "refused": ("Demande refusée", "La demande n’a pas été acceptée. Rien n’a été enregistré."),
    "not-found": (
        "Introuvable",
        "Rien ne se trouve à cette adresse, ou vous n’y avez pas accès. Vérifiez l’adresse ou le numéro du dossier.",
    ),
    "unauthenticated": ("Connexion requise", "Connectez-vous pour continuer. Votre session a peut-être pris fin."),
    "forbidden": ("Action non permise", "Votre rôle ne vous permet pas de faire ceci\u00a0: {act}."),
    "illegal-transition": (
        "Action impossible à cette étape",
        "Le dossier est à l’étape «\u00a0{state}\u00a0». Cette étape ne permet pas de faire ceci\u00a0: {act}.",
    ),
    "precondition-failed": (
        "Le dossier a changé",
        "Quelqu’un a modifié le dossier depuis que vous l’avez ouvert. Relisez-le, puis recommencez. "
        "Votre modification n’a pas été enregistrée.",
    ),
    "precondition-required": (
        "Version à préciser",
        "Indiquez dans l’en-tête If-Match la version du dossier que vous avez lue, pour ne pas effacer "
        "le travail d’une autre personne.",
    ),
    "validation": (
        "Renseignements à corriger",
        "Certains renseignements sont absents ou incorrects. Corrigez-les, puis recommencez.",
    ),
    "unknown-field": (
        "Champ inconnu",
        "Le formulaire ne comporte pas un des champs envoyés. Retirez-le, puis recommencez.",
    ),
    "invalid-text": (
        "Texte impossible à conserver",
        "Un texte contient un caractère qui ne peut pas être conservé. Saisissez-le de nouveau au clavier.",
    ),
    "text-too-long": (
        "Texte trop long",
        "Un texte dépasse la longueur permise. Raccourcissez-le ou joignez un document.",
    ),
    "invalid-amount": (
        "Montant incorrect",
        "Le montant doit être un nombre entier de cents, en dollars canadiens, et correspondre à ce qui est demandé.",
    ),
    "refund-exceeds-capture": (
        "Remboursement trop élevé",
        "On ne peut pas rembourser plus que ce qui a été reçu et n’a pas encore été rendu.",
    ),
    "link-invalid": (
        "Lien non valide",
        "Ce lien n’est pas valide ou il est périmé. Demandez-en un autre à la personne qui vous l’a envoyé.",
    ),
    "link-used": (
        "Lien déjà utilisé",
        "Ce lien ne sert qu’une fois, et il a servi. Demandez-en un autre à la personne qui vous l’a envoyé.",
    ),
    "till-already-open": (
        "Caisse déjà ouverte",
        "La caisse de cet arrondissement a déjà été ouverte aujourd’hui. Elle ne s’ouvre qu’une fois par jour.",
    ),
    "till-not-open": (
        "Caisse fermée",
        "La caisse de cet arrondissement n’est pas ouverte ce jour-là, ou elle est fermée pour de bon.",
    ),
    "till-busy": (
        "Encaissement en cours",
        "Un paiement au comptoir s’enregistre encore. Attendez quelques instants, recomptez, puis fermez la caisse.",
    ),
    "duplicate-case": ("Constat déjà contesté", "Un plaidoyer est déjà ouvert pour ce constat d’infraction."),
    "too-late": (
        "Trop tard pour annuler",
        "Dix minutes ont passé, ou c’est annulé déjà. Confiez les dossiers de nouveau.",
    ),
    "already-claimed": ("Dossier déjà réclamé", "Ce dossier appartient déjà à un autre compte."),
    "already-judged": (
        "Jugement déjà rendu",
        "Un jugement a été rendu dans ce dossier : il est trop tard pour plaider. Il reste les recours contre un "
        "jugement.",
    ),
    "conflict-of-interest": ("Conflit d’intérêts", "Ce juge ne peut pas entendre ce dossier. Choisissez-en un autre."),
    "hearing-not-open": (
        "L’audience n’est pas encore ouverte",
        "Vous pourrez vous joindre à l’audience à compter de 30 minutes avant l’heure fixée. Gardez ce lien.",
    ),
    "token-expired": (
        "Lien périmé",
        "L’heure de l’audience est passée. Si vous deviez y participer, communiquez avec le greffe.",
    ),
    "token-revoked": (
        "Lien révoqué",
        "Ce lien a été remplacé, ou l’audience n’a plus lieu à cette heure. Ouvrez le dossier pour voir la date et le "
        "lien à jour.",
    ),
    "ambiguous-time": (
        "Heure à préciser",
        "L’heure {time} n’est pas claire à cause du changement d’heure. Choisissez-en une autre.",
    ),
    "ambiguous-time.gap": (
        "Heure inexistante",
        "L’heure {time} n’existe pas ce jour-là, à cause du passage à l’heure d’été. Choisissez-en une autre.",
    ),
    "ambiguous-time.twice": (
        "Heure à préciser",
        "L’heure {time} arrive deux fois ce jour-là, à cause du passage à l’heure normale. Précisez laquelle.",
    ),
    "unknown-filter": ("Filtre inconnu", "Cette liste ne peut pas être triée ou filtrée de cette façon."),
    "idempotency-key-reused": (
        "Clé déjà utilisée",
        "Cette clé d’idempotence a déjà servi à une autre demande. Utilisez une nouvelle clé.",
    ),
    "idempotency-key-missing": (
        "Clé d’idempotence requise",
        "Ajoutez l’en-tête Idempotency-Key, de 8 à 200 caractères, pour que la demande ne soit faite qu’une fois.",
    ),
    "request-in-progress": (
        "Demande en cours",
        "La même demande est en cours de traitement. Réessayez dans {seconds}\u00a0s avec la même clé\u00a0: "
        "rien ne sera fait en double.",
    ),
    "not-eligible": ("Demande non recevable", "{fr} Rien n’a été enregistré."),
    "already-taken": (
        "Dossier déjà pris en charge",
        "Quelqu’un a pris ce dossier en charge ou l’a remis depuis que vous avez ouvert la liste. Actualisez-la.",
    ),
    "post-stage": (
        "Pas à cette étape de la poste",
        "Ce lot ou cette lettre n’en est pas à cette étape\u00a0: rien n’a été noté. Relisez la liste.",
    ),
    "letter-settled": (
        "Lettre déjà retirée ou remplacée",
        "Cette lettre a déjà été retirée ou remplacée par une version corrigée.",
    ),
    "service-not-open": (
        "Service non offert en ligne",
        "Ce service n’est pas offert en ligne dans cet arrondissement.",
    ),
    "service-not-open.suspended": (
        "Service suspendu",
        "Ce service est suspendu temporairement dans cet arrondissement. Votre brouillon est conservé.",
    ),
    "service-not-open.info_only": (
        "Service non offert en ligne",
        "Dans cet arrondissement, la demande se fait au comptoir ou par téléphone, au 311.",
    ),
    "service-not-open.redirect": (
        "Service offert ailleurs",
        "Dans cet arrondissement, la demande se fait sur un autre site. La page du service en donne l’adresse.",
    ),
    "documents-missing": (
        "Documents à joindre",
        "Vos réponses exigent des documents qui ne sont pas joints à la demande. Joignez-les, puis recommencez.",
    ),
    "invalid-signature": ("Signature non valide", "La signature du message ne correspond pas à son contenu."),
    "stale-signature": (
        "Signature périmée",
        "Le message a été signé il y a plus de cinq minutes. Envoyez-le de nouveau.",
    ),
    "payload-too-large": ("Envoi trop volumineux", "L’envoi dépasse la taille permise, soit {megabytes}\u00a0Mo."),
    "file-type": (
        "Type de fichier non accepté",
        "Le contenu du fichier n’est pas d’un type accepté. Envoyez un PDF ou une image JPEG ou PNG.",
    ),
    "image-too-large": (
        "Image trop grande",
        "L’image compte plus de {megapixels} millions de pixels. Réduisez ses dimensions, puis recommencez.",
    ),
    "image-unreadable": (
        "Image illisible",
        "L’image est incomplète ou endommagée. Enregistrez-la de nouveau ou prenez une autre photo.",
    ),
    "file-unprocessable": (
        "Fichier impossible à ouvrir",
        "Le fichier ne peut pas être ouvert en toute sécurité\u00a0: il est endommagé, protégé par un mot de passe "
        "ou trop complexe. Envoyez-en une copie simple.",
    ),
    "malware": (
        "Fichier dangereux",
        "Le fichier contient un programme malveillant connu. Il a été mis en quarantaine et personne ne l’ouvrira. "
        "Analysez votre appareil, puis envoyez un autre fichier.",
    ),
    "file-held": (
        "Analyse en cours",
        "Le fichier est conservé et attend l’analyse antivirus. Il pourra être téléchargé dès qu’elle sera faite. "
        "Réessayez dans quelques minutes.",
    ),
    "upload-quota": (
        "Trop de fichiers aujourd’hui",
        "Vous avez envoyé autant de fichiers que le guichet en accepte en une journée. Ceux qui sont déjà reçus sont "
        "conservés. Réessayez plus tard ou appelez le 311.",
    ),
    "insufficient-storage": (
        "Espace insuffisant",
        "Le fichier n’a pas pu être conservé, faute d’espace. Rien n’a été enregistré. Réessayez plus tard.",
    ),
    "temporarily-unavailable": (
        "Service momentanément indisponible",
        "Le guichet ne peut pas traiter la demande en ce moment. Réessayez dans {seconds}\u00a0s\u00a0: "
        "si la demande avait été reçue, elle ne sera pas faite en double.",
    ),
    "erased": (
        "Dossier détruit",
        "Le contenu de ce dossier a été détruit à la fin de la période de conservation. Il ne peut pas être récupéré.",
    ),
    "not-due": (
        "Dossier à conserver",
        "Le calendrier de conservation ne permet pas encore de détruire ce dossier. Rien n’a été détruit.",
    ),
    "not-due.later": (
        "Dossier à conserver",
        "Le calendrier de conservation garde ce dossier jusqu’au {due_on}. Rien n’a été détruit.",
    ),
    "not-due.permanent": (
        "Dossier à conserver",
        "Le calendrier de conservation garde ce dossier en permanence. Rien n’a été détruit.",
    ),
    "not-due.open": (
        "Dossier ouvert",
        "Ce dossier n’est pas fermé : il ne peut pas être détruit. Rien n’a été détruit.",
    ),
    "legal-hold": (
        "Dossier gelé",
        "Une obligation de conservation, pour un litige, une plainte ou une enquête, interdit de détruire ce dossier. "
        "Rien n’a été détruit.",
    ),
    "not-at-rest": (
        "Dossier en mouvement",
        "Une lettre, un courriel ou une action de ce dossier est encore en route. Réessayez plus tard. "
        "Rien n’a été détruit.",
    ),
    "not-approved": (
        "Approbations manquantes",
        "La destruction doit être approuvée par deux personnes différentes ; nombre d’approbations : {given}. "
        "Rien n’a été détruit.",
    ),
    "already-listed": (
        "Liste déjà établie",
        "Le dossier attend déjà dans une liste de destruction, ou la liste a changé. Relisez-la, puis recommencez.",
    ),
    "malformed-json": ("JSON mal formé", "Le corps de la requête n’est pas du JSON valide, en UTF-8."),
    "duplicate-key": ("Clé répétée", "Le corps JSON contient deux fois la même clé. Une seule valeur est permise."),
    "unsupported-media-type": (
        "Type de contenu non accepté",
        "Envoyez le corps de la requête dans le type de contenu que cette adresse accepte.",
    ),
    "not-acceptable": (
        "Format de réponse non offert",
        "Cette adresse ne répond pas dans les formats que l’en-tête Accept demande.",
    ),
    "request-timeout": ("Envoi trop lent", "La requête n’est pas arrivée en entier à temps. Recommencez."),
    "too-many-fields": ("Trop de champs", "Le formulaire envoyé contient trop de champs."),
    "method-not-allowed": (
        "Méthode non permise",
        "Cette adresse n’accepte pas cette méthode. L’en-tête Allow nomme celles qu’elle accepte.",
    ),
    "bad-host": ("Hôte non reconnu", "La requête nomme un hôte que ce guichet ne sert pas."),
    "bad-request": ("Requête incorrecte", "La requête n’a pas pu être comprise."),
    "csrf": (
        "Formulaire expiré",
        "Le formulaire n’est plus valide ou vient d’un autre site. Rechargez la page, puis recommencez.",
    ),
    "rate-limited": (
        "Trop de demandes",
        "Il y a eu trop de demandes en peu de temps. Rien n’a été enregistré. Réessayez dans {seconds}\u00a0s.",
    ),
    "internal": (
        "Erreur du guichet",
        "Une erreur s’est produite de notre côté. Elle est consignée sous le numéro de la requête. "
        "Réessayez plus tard.",
    ),
}
