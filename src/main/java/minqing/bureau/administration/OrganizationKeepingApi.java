package minqing.bureau.administration;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import minqing.bureau.organization.AccountImport;
import minqing.bureau.organization.AdministrativeVillageEntry;
import minqing.bureau.organization.AdministrativeVillageKeeping;
import minqing.bureau.organization.CommunityEntry;
import minqing.bureau.organization.CommunityKeeping;
import minqing.bureau.organization.ContactEntry;
import minqing.bureau.organization.LeaderEntry;
import minqing.bureau.organization.LeaderKeeping;
import minqing.bureau.organization.OrganizationChanges;
import minqing.bureau.organization.PairingEntry;
import minqing.bureau.organization.PairingImport;
import minqing.bureau.organization.PairingKeeping;
import minqing.bureau.organization.UnitEntry;
import minqing.bureau.organization.UnitKeeping;
import minqing.bureau.organization.VillageEntry;
import minqing.bureau.organization.VillageKeeping;
import minqing.bureau.web.OneTimeAnswer;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * The organization as an administrator keeps it, over REST. What {@code GET} answers is what {@code PUT} takes: everything
 * is written as sent, and {@code version} tells whether somebody else was faster.
 */
@RestController
@RequestMapping("/api/organization")
@Tag(
        name = "organization",
        description = "Units, leaders, villages and their pairing (annex 1); changes by administrators only")
class OrganizationKeepingApi {

    private final Administrator administrator;
    private final UnitKeeping units;
    private final LeaderKeeping leaders;
    private final AdministrativeVillageKeeping parents;
    private final VillageKeeping villages;
    private final CommunityKeeping communities;
    private final PairingKeeping pairings;
    private final PairingImport imports;
    private final AccountImport accountImport;
    private final OrganizationChanges changes;
    private final ObjectMapper json;

    OrganizationKeepingApi(
            Administrator administrator,
            UnitKeeping units,
            LeaderKeeping leaders,
            AdministrativeVillageKeeping parents,
            VillageKeeping villages,
            CommunityKeeping communities,
            PairingKeeping pairings,
            PairingImport imports,
            AccountImport accountImport,
            OrganizationChanges changes,
            ObjectMapper json) {
        this.administrator = administrator;
        this.units = units;
        this.leaders = leaders;
        this.parents = parents;
        this.villages = villages;
        this.communities = communities;
        this.pairings = pairings;
        this.imports = imports;
        this.accountImport = accountImport;
        this.changes = changes;
        this.json = json;
    }

    @GetMapping("/units/{code}")
    @Operation(summary = "A unit with its version, for administrators")
    UnitEntry unit(@PathVariable String code) {
        administrator.get();
        return units.one(code);
    }

    @PostMapping("/units")
    @Operation(summary = "Make a unit and the groups of its people: code name sealName kind place")
    ResponseEntity<UnitEntry> create(@RequestBody UnitEntry entry) {
        UnitEntry made = units.create(administrator.get(), entry);
        return created("units/" + made.code(), made);
    }

    @PutMapping("/units/{code}")
    @Operation(summary = "Change a unit; retiredOn retires it from that day on, null brings it back")
    UnitEntry change(@PathVariable String code, @RequestBody UnitEntry entry) {
        return units.change(administrator.get(), code, entry);
    }

    @GetMapping("/leaders/{account}")
    @Operation(summary = "A leader with the version, for administrators")
    LeaderEntry leader(@PathVariable String account) {
        administrator.get();
        return leaders.one(account);
    }

    @PostMapping("/leaders")
    @Operation(summary = "Make somebody with an account a leader: account name position unit place")
    ResponseEntity<LeaderEntry> create(@RequestBody LeaderEntry entry) {
        LeaderEntry made = leaders.create(administrator.get(), entry);
        return created("leaders/" + made.account(), made);
    }

    @PutMapping("/leaders/{account}")
    @Operation(summary = "Change a leader; retiredOn ends the part in the activity and the pairings")
    LeaderEntry change(@PathVariable String account, @RequestBody LeaderEntry entry) {
        return leaders.change(administrator.get(), account, entry);
    }

    @GetMapping("/administrative-villages")
    @Operation(summary = "The administrative villages with their versions, for administrators")
    PageOf<AdministrativeVillageEntry> administrativeVillages(Paging paging) {
        administrator.get();
        return PageOf.of(parents.all(), paging);
    }

    @GetMapping("/administrative-villages/{id}")
    @Operation(summary = "An administrative village with its version, for administrators")
    AdministrativeVillageEntry administrativeVillage(@PathVariable String id) {
        administrator.get();
        return parents.one(id);
    }

    @PostMapping("/administrative-villages")
    @Operation(summary = "Make an administrative village: name town, id if it shall have a certain one, place")
    ResponseEntity<AdministrativeVillageEntry> create(@RequestBody AdministrativeVillageEntry entry) {
        AdministrativeVillageEntry made = parents.create(administrator.get(), entry);
        return created("administrative-villages/" + made.id(), made);
    }

    @PutMapping("/administrative-villages/{id}")
    @Operation(summary = "Change an administrative village; retiredOn retires the natural ones below it, too")
    AdministrativeVillageEntry change(@PathVariable String id, @RequestBody AdministrativeVillageEntry entry) {
        return parents.change(administrator.get(), id, entry);
    }

    @GetMapping("/villages/{id}")
    @Operation(summary = "A natural village with its version, for administrators")
    VillageEntry village(@PathVariable String id) {
        administrator.get();
        return villages.one(id);
    }

    @PostMapping("/villages")
    @Operation(summary = "Make a natural village: administrativeVillage name, id beginning with its parent's, place")
    ResponseEntity<VillageEntry> create(@RequestBody VillageEntry entry) {
        VillageEntry made = villages.create(administrator.get(), entry);
        return created("villages/" + made.id(), made);
    }

    @PutMapping("/villages/{id}")
    @Operation(summary = "Change a natural village; retiredOn ends its pairings")
    VillageEntry change(@PathVariable String id, @RequestBody VillageEntry entry) {
        return villages.change(administrator.get(), id, entry);
    }

    @GetMapping("/communities")
    @Operation(summary = "The communities with their versions, for administrators")
    PageOf<CommunityEntry> communities(Paging paging) {
        administrator.get();
        return PageOf.of(communities.all(), paging);
    }

    @GetMapping("/communities/{id}")
    @Operation(summary = "A community with its version, for administrators")
    CommunityEntry community(@PathVariable String id) {
        administrator.get();
        return communities.one(id);
    }

    @PostMapping("/communities")
    @Operation(summary = "Make a community: name, id if it shall have a certain one, place")
    ResponseEntity<CommunityEntry> create(@RequestBody CommunityEntry entry) {
        CommunityEntry made = communities.create(administrator.get(), entry);
        return created("communities/" + made.id(), made);
    }

    @PutMapping("/communities/{id}")
    @Operation(summary = "Change a community; retiredOn ends its pairings")
    CommunityEntry change(@PathVariable String id, @RequestBody CommunityEntry entry) {
        return communities.change(administrator.get(), id, entry);
    }

    @GetMapping("/contacts")
    @Operation(summary = "The contacts of administrative villages there ever were, for administrators")
    PageOf<ContactEntry> contacts(Paging paging) {
        administrator.get();
        return PageOf.of(pairings.contacts(), paging);
    }

    @PostMapping("/contacts")
    @Operation(
            summary = "Name a village's contact from a day on: administrativeVillage name from; the one before ends",
            description = "known: the id of the present contact; when it is another one by now, the answer is 409")
    ResponseEntity<ContactEntry> create(
            @RequestBody ContactEntry entry, @RequestParam(required = false) @Nullable Long known) {
        ContactEntry made = pairings.nameContact(administrator.get(), entry, known);
        return created("contacts/" + made.id(), made);
    }

    @PutMapping("/contacts/{id}")
    @Operation(summary = "End a contact: to is the first day without it")
    ContactEntry endContact(@PathVariable long id, @RequestBody Ending ending) {
        return pairings.endContact(administrator.get(), id, ending.to());
    }

    @GetMapping("/pairings")
    @Operation(summary = "The pairings there ever were, of one leader if asked for, for administrators")
    PageOf<PairingEntry> pairings(@RequestParam(required = false) @Nullable String leader, Paging paging) {
        administrator.get();
        return PageOf.of(pairings.history(leader), paging);
    }

    @PostMapping("/pairings")
    @Operation(summary = "Pair a leader with a natural village or a community: leader village|community from to")
    ResponseEntity<PairingEntry> create(@RequestBody PairingEntry entry) {
        PairingEntry made = pairings.pair(administrator.get(), entry);
        return created("pairings/" + made.id(), made);
    }

    @PutMapping("/pairings/{id}")
    @Operation(summary = "End a pairing: to is the first day on which it no longer holds")
    PairingEntry endPairing(@PathVariable long id, @RequestBody Ending ending) {
        return pairings.end(administrator.get(), id, ending.to());
    }

    @PostMapping(path = "/pairings/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Bring in a pairing table as a whole or not at all; faults by line and column",
            description =
                    "from: the day rows hold from that name none; register: make villages and communities that are "
                            + "not there; replace: end present pairings of the table's units that it does not name")
    PairingImport.Outcome importPairings(
            @RequestPart MultipartFile file,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(defaultValue = "false") boolean register,
            @RequestParam(defaultValue = "false") boolean replace)
            throws IOException {
        return imports.bringIn(administrator.get(), file.getBytes(), new PairingImport.Manner(from, register, replace));
    }

    @GetMapping("/accounts/import")
    @Operation(summary = "An empty list of accounts to fill in, for administrators")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                            schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> accountList() {
        administrator.get();
        return AccountImportPages.download(accountImport.template());
    }

    @PostMapping(path = "/accounts/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make accounts from a list (.xlsx or .csv), all or none; faults by line, column and value",
            description =
                    "The answer has a password for one login of each account. It is given once: neither GET nor the "
                            + "same call repeated with its Idempotency-Key answers it again. skipExisting: rows whose account is "
                            + "there already, under the same name, are passed over; else they are faults")
    AccountImport.Outcome importAccounts(
            @RequestPart MultipartFile file,
            @RequestParam(defaultValue = "false") boolean skipExisting,
            HttpServletRequest request)
            throws IOException {
        AccountImport.Outcome outcome = accountImport.bringIn(administrator.get(), file.getBytes(), skipExisting);
        OneTimeAnswer.repeat(request, json.writeValueAsString(outcome.withoutPasswords()));
        return outcome;
    }

    @GetMapping("/changes")
    @Operation(summary = "Who changed what in the organization, the newest first, for administrators")
    PageOf<OrganizationChanges.OrganizationChange> changes(Paging paging) {
        administrator.get();
        return new PageOf<>(changes.latest(paging.offset(), paging.size()), changes.count());
    }

    private static <T> ResponseEntity<T> created(String path, T made) {
        return ResponseEntity.created(URI.create("/api/organization/" + path)).body(made);
    }

    /** The end of a pairing or a contact. */
    record Ending(@Nullable LocalDate to) {}
}
