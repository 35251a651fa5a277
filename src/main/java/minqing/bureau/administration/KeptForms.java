package minqing.bureau.administration;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import minqing.bureau.administration.KeepingForm.Part;
import minqing.bureau.organization.AdministrativeVillageEntry;
import minqing.bureau.organization.AdministrativeVillageKeeping;
import minqing.bureau.organization.CommunityEntry;
import minqing.bureau.organization.CommunityKeeping;
import minqing.bureau.organization.ContactEntry;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.LeaderEntry;
import minqing.bureau.organization.LeaderKeeping;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.PairingEntry;
import minqing.bureau.organization.PairingKeeping;
import minqing.bureau.organization.Unit;
import minqing.bureau.organization.UnitEntry;
import minqing.bureau.organization.UnitKeeping;
import minqing.bureau.organization.VillageEntry;
import minqing.bureau.organization.VillageKeeping;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The forms of what an administrator keeps: which fields each has, where their values come from and go to. */
@Configuration(proxyBeanMethods = false)
class KeptForms {

    private static final List<String> KINDS = List.of("internal", "external", "bureau");

    /** A text that may be left out. */
    private static final Function<String, Field> TEXT = key -> Field.optional(key, Field.Look.TEXT);

    @Bean
    KeepingForm<UnitEntry> unitForm(UnitKeeping units, MessageSource messages) {
        return new KeepingForm<>(
                "units",
                "unit",
                "units",
                units,
                List.of(
                        Part.once("code", Field::text, UnitEntry::code),
                        Part.of("name", Field::text, UnitEntry::name),
                        Part.of("sealName", Field::text, UnitEntry::sealName),
                        Part.<UnitEntry>of("kind", key -> Field.select(key, kinds(messages)), UnitEntry::kind)
                                .shownAs(kind -> kind(messages, kind))),
                sent -> new UnitEntry(
                        sent.text("code"),
                        sent.text("name"),
                        sent.text("sealName"),
                        sent.text("kind"),
                        sent.integer("place"),
                        sent.day("retiredOn"),
                        sent.integer("version")));
    }

    @Bean
    KeepingForm<LeaderEntry> leaderForm(LeaderKeeping leaders, Organization organization, Directory directory) {
        return new KeepingForm<>(
                "leaders",
                "leader",
                "leaders",
                leaders,
                List.of(
                        Part.once("account", key -> Field.select(key, people(directory)), LeaderEntry::account),
                        new Part<>("name", TEXT, Field::text, LeaderEntry::name, UnaryOperator.identity()),
                        Part.of("position", Field::text, LeaderEntry::position),
                        Part.<LeaderEntry>of("unit", key -> Field.select(key, units(organization)), LeaderEntry::unit)
                                .shownAs(code ->
                                        organization.unit(code).map(Unit::name).orElse(code))),
                sent -> new LeaderEntry(
                        sent.text("account"),
                        sent.text("name"),
                        sent.text("position"),
                        sent.text("unit"),
                        sent.integer("place"),
                        sent.day("retiredOn"),
                        sent.integer("version")));
    }

    @Bean
    KeepingForm<AdministrativeVillageEntry> administrativeVillageForm(AdministrativeVillageKeeping parents) {
        return new KeepingForm<>(
                "administrative-villages",
                "administrative-village",
                "villages",
                parents,
                List.of(
                        Part.once("id", TEXT, AdministrativeVillageEntry::id),
                        Part.of("town", Field::text, AdministrativeVillageEntry::town),
                        Part.of("name", Field::text, AdministrativeVillageEntry::name)),
                sent -> new AdministrativeVillageEntry(
                        sent.text("id"),
                        sent.text("name"),
                        sent.text("town"),
                        sent.integer("place"),
                        sent.day("retiredOn"),
                        sent.integer("version")));
    }

    @Bean
    KeepingForm<VillageEntry> villageForm(VillageKeeping villages, AdministrativeVillageKeeping parents) {
        return new KeepingForm<>(
                "villages",
                "village",
                "villages",
                villages,
                List.of(
                        Part.once(
                                "administrativeVillage",
                                key -> Field.select(key, parents(parents)),
                                VillageEntry::administrativeVillage),
                        Part.once("id", TEXT, VillageEntry::id),
                        Part.of("name", Field::text, VillageEntry::name)),
                sent -> new VillageEntry(
                        sent.text("id"),
                        sent.text("administrativeVillage"),
                        sent.text("name"),
                        sent.integer("place"),
                        sent.day("retiredOn"),
                        sent.integer("version")));
    }

    @Bean
    KeepingForm<CommunityEntry> communityForm(CommunityKeeping communities) {
        return new KeepingForm<>(
                "communities",
                "community",
                "communities",
                communities,
                List.of(Part.once("id", TEXT, CommunityEntry::id), Part.of("name", Field::text, CommunityEntry::name)),
                sent -> new CommunityEntry(
                        sent.text("id"),
                        sent.text("name"),
                        sent.integer("place"),
                        sent.day("retiredOn"),
                        sent.integer("version")));
    }

    /** New: a leader with any number of villages and communities at once; one there is can only be ended. */
    @Bean
    Kept pairingForm(PairingKeeping pairings, Organization organization, Clock clock) {
        return new Form(
                "pairings",
                "pairing",
                id -> id == null
                        ? List.of(
                                Field.select(
                                        "leader",
                                        organization.leaders().stream()
                                                .map(leader -> new Choice(leader.account(), leader.name()))
                                                .toList()),
                                Field.checks(
                                        "village",
                                        organization.villages().stream()
                                                .map(village -> new Choice(
                                                        village.id(),
                                                        village.administrativeVillage() + " " + village.name()))
                                                .toList()),
                                Field.checks(
                                        "community",
                                        organization.communities().stream()
                                                .map(community -> new Choice(community.id(), community.name()))
                                                .toList()),
                                Field.optional("from", Field.Look.DATE),
                                Field.optional("to", Field.Look.DATE))
                        : List.of(
                                Field.fixed("leader"),
                                Field.fixed("pairedWith"),
                                Field.fixed("from"),
                                Field.optional("to", Field.Look.DATE)),
                id -> {
                    PairingEntry pairing = pairings.pairing(number(id));
                    return values(
                            "leader",
                            organization
                                    .leader(Objects.requireNonNull(pairing.leader()))
                                    .map(leader -> leader.name())
                                    .orElse(pairing.leader()),
                            "pairedWith",
                            pairing.village() == null
                                    ? organization
                                            .community(Objects.requireNonNull(pairing.community()))
                                            .map(community -> community.name())
                                            .orElse("")
                                    : organization
                                            .village(pairing.village())
                                            .map(village -> village.administrativeVillage() + " " + village.name())
                                            .orElse(""),
                            "from",
                            pairing.from(),
                            "to",
                            LocalDate.now(clock));
                },
                (actor, id, sent) -> {
                    LocalDate from = sent.day("from");
                    LocalDate to = sent.day("to");
                    sent.refuse();
                    if (id != null) {
                        pairings.end(actor, number(id), to);
                        return;
                    }
                    List<PairingEntry> entries = new ArrayList<>();
                    String leader = sent.text("leader");
                    sent.all("village")
                            .forEach(village -> entries.add(new PairingEntry(null, leader, village, null, from, to)));
                    sent.all("community")
                            .forEach(community ->
                                    entries.add(new PairingEntry(null, leader, null, community, from, to)));
                    if (entries.isEmpty()) {
                        throw InvalidInput.of("village", "administration.nothing-chosen");
                    }
                    pairings.pairAll(actor, entries);
                });
    }

    /** The address names the village, for a contact is named anew rather than changed. */
    @Bean
    Kept contactForm(PairingKeeping pairings, AdministrativeVillageKeeping parents, Clock clock) {
        return new Form(
                "contacts",
                "contact",
                "villages",
                id -> List.of(
                        Field.fixed("administrativeVillage"),
                        Field.fixed("present"),
                        Field.text("name"),
                        Field.optional("from", Field.Look.DATE),
                        Field.hidden("known")),
                id -> {
                    AdministrativeVillageEntry village = parents.one(id);
                    ContactEntry present = present(pairings, id);
                    return values(
                            "administrativeVillage",
                            village.name(),
                            "present",
                            present == null ? null : present.name(),
                            "name",
                            null,
                            "from",
                            LocalDate.now(clock),
                            "known",
                            present == null ? null : present.id());
                },
                (actor, id, sent) -> {
                    LocalDate from = sent.day("from");
                    Long known = sent.number("known");
                    sent.refuse();
                    if (id == null) {
                        throw new Missing("fault.missing");
                    }
                    pairings.nameContact(actor, new ContactEntry(null, id, sent.text("name"), from, null), known);
                });
    }

    private static @Nullable ContactEntry present(PairingKeeping pairings, String village) {
        return pairings.contacts().stream()
                .filter(contact -> village.equals(contact.administrativeVillage()) && contact.to() == null)
                .findFirst()
                .orElse(null);
    }

    private static List<Choice> kinds(MessageSource messages) {
        return KINDS.stream()
                .map(kind -> new Choice(kind, kind(messages, kind)))
                .toList();
    }

    private static String kind(MessageSource messages, String kind) {
        return AdministrationWords.of(messages, "administration.kind." + kind);
    }

    private static List<Choice> people(Directory directory) {
        return directory.accounts().stream()
                .map(account -> new Choice(account.id(), account.name() + " " + account.id()))
                .toList();
    }

    private static List<Choice> units(Organization organization) {
        return organization.units().stream()
                .map(unit -> new Choice(unit.code(), unit.name()))
                .toList();
    }

    private static List<Choice> parents(AdministrativeVillageKeeping parents) {
        return parents.all().stream()
                .filter(village -> village.retiredOn() == null)
                .map(village -> new Choice(String.valueOf(village.id()), village.town() + " " + village.name()))
                .toList();
    }

    private static long number(String id) {
        if (!id.matches("\\d{1,18}")) {
            throw new Missing("fault.missing");
        }
        return Long.parseLong(id);
    }

    private static Map<String, List<String>> values(@Nullable Object... namesAndValues) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            Object value = namesAndValues[index + 1];
            values.put(String.valueOf(namesAndValues[index]), value == null ? List.of() : List.of(value.toString()));
        }
        return values;
    }

    /** Writes down what was entered. */
    private interface Saving {
        void save(String actor, @Nullable String id, Submitted submitted);
    }

    private record Form(
            String key,
            String subject,
            String list,
            Function<@Nullable String, List<Field>> shape,
            Function<String, Map<String, List<String>>> shown,
            Saving saving)
            implements Kept {

        Form(
                String key,
                String subject,
                Function<@Nullable String, List<Field>> shape,
                Function<String, Map<String, List<String>>> shown,
                Saving saving) {
            this(key, subject, key, shape, shown, saving);
        }

        @Override
        public List<Field> fields(@Nullable String id) {
            return shape.apply(id);
        }

        @Override
        public Map<String, List<String>> values(@Nullable String id, Submitted asked) {
            if (id != null) {
                return shown.apply(id);
            }
            return fields(null).stream().collect(Collectors.toMap(Field::key, field -> asked.all(field.key())));
        }

        @Override
        public void save(String actor, @Nullable String id, Submitted submitted) {
            saving.save(actor, id, submitted);
        }
    }
}
