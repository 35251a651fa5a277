package minqing.activity.outing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The files of the villages over REST. */
@RestController
@RequestMapping("/api/villages")
@Tag(name = "villages", description = "All there is on a village, and what to know before going there")
class VillagesApi {

    private final CurrentUser user;
    private final VillageFiles villages;

    VillagesApi(CurrentUser user, VillageFiles villages) {
        this.user = user;
        this.villages = villages;
    }

    @GetMapping
    @Operation(summary = "The villages of today, those the caller is paired with first")
    PageOf<VillageFiles.Line> list() {
        List<VillageFiles.Line> all = villages.list(user.get());
        return new PageOf<>(all, all.size());
    }

    @GetMapping("/{id}")
    @Operation(
            summary =
                    "The file of a village: people, problems the caller may know of, and a page of the outings there; whoever came to a reception is masked")
    VillageFiles.File one(@PathVariable String id, Paging paging) {
        return villages.file(user.get(), id, paging);
    }

    @GetMapping("/{id}/visit")
    @Operation(
            summary =
                    "What to know before going there, as much as one sheet holds; the leader who goes is the caller unless another is named")
    VillageFiles.Visit visit(@PathVariable String id, @RequestParam(required = false) @Nullable String leader) {
        return villages.visit(user.get(), id, leader);
    }
}
