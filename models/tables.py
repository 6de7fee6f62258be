"""Every table there is: importing this file registers them all."""

from __future__ import annotations

import models.arrival
import models.citation
import models.delivery
import models.draft
import models.label
import models.mailbox
import models.message
import models.outgoing
import models.partner
import models.person
import models.readlog
import models.resort
import models.rulebook
import models.searchtext
import models.task
import models.team
import models.ticket
import models.view
import models.workbench  # noqa: F401 - imported to fill the metadata
