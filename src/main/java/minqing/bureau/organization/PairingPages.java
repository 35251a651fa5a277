package minqing.bureau.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pairing table (annex 1) as a page, for everybody. */
@Controller
class PairingPages {

    private final PairingTables tables;

    PairingPages(PairingTables tables) {
        this.tables = tables;
    }

    @GetMapping("/pairings")
    String pairings(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            Model model) {
        model.addAttribute("table", on == null ? tables.today() : tables.on(PairingsApi.checked(on)));
        return "organization/pairings";
    }
}
