package minqing.bureau.organization;

import java.util.List;
import java.util.Locale;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Identifiers and names of units, leaders and villages, for the calls that take them. Order of annex 1. */
@RestController
@RequestMapping("/api/organization")
class OrganizationApi {

    private static final int LARGEST = 200;

    private final Organization organization;

    OrganizationApi(Organization organization) {
        this.organization = organization;
    }

    @GetMapping("/units")
    Listing<UnitItem> units(
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "" + LARGEST) int size) {
        return Listing.of(organization.units().stream().map(UnitItem::of).toList(), page, size);
    }

    @GetMapping("/leaders")
    Listing<LeaderItem> leaders(
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "" + LARGEST) int size) {
        return Listing.of(organization.leaders().stream().map(LeaderItem::of).toList(), page, size);
    }

    @GetMapping("/villages")
    Listing<Village> villages(
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "" + LARGEST) int size) {
        return Listing.of(organization.villages(), page, size);
    }

    /**
     * A unit as others name it.
     *
     * @param id what other calls take; the unit's code
     * @param kind {@code bureau internal external}
     */
    record UnitItem(String id, String code, String name, String kind) {

        static UnitItem of(Unit unit) {
            return new UnitItem(
                    unit.code(), unit.code(), unit.name(), unit.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * A leader as others name one.
     *
     * @param id what other calls take; the leader's login name
     */
    record LeaderItem(String id, String account, String name, String position, String unit) {

        static LeaderItem of(Leader leader) {
            return new LeaderItem(leader.account(), leader.account(), leader.name(), leader.position(), leader.unit());
        }
    }

    /** One page of a list and how many there are in all. */
    record Listing<T>(List<T> items, long total) {

        static <T> Listing<T> of(List<T> all, int page, int size) {
            if (page < 0) {
                throw new InvalidInput(List.of(new FieldFault("page", "organization.page")));
            }
            if (size < 1 || size > LARGEST) {
                throw new InvalidInput(List.of(new FieldFault("size", "organization.size")));
            }
            List<T> items = all.stream().skip((long) page * size).limit(size).toList();
            return new Listing<>(items, all.size());
        }
    }
}
