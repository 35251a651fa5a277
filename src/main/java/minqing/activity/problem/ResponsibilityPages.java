package minqing.activity.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Role;
import minqing.bureau.organization.Unit;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page 类别与责任单位: the rows of the table, changed without a script; nothing holds before it is saved. */
@Controller
@RequestMapping(DecisionNotices.PAGE)
class ResponsibilityPages {

    /** What a button of a row does with it. */
    private static final Pattern STEP = Pattern.compile("(add|up|down|remove):(\\d{1,3})");

    private static final Pattern TOWNS = Pattern.compile("[、，,;；\\s]+");

    private final Responsibility responsibility;
    private final ResponsibilityCheck check;
    private final Categories categories;
    private final Organization organization;
    private final CurrentUser user;

    ResponsibilityPages(
            Responsibility responsibility,
            ResponsibilityCheck check,
            Categories categories,
            Organization organization,
            CurrentUser user) {
        this.responsibility = responsibility;
        this.check = check;
        this.categories = categories;
        this.organization = organization;
        this.user = user;
    }

    @GetMapping
    String open(Model model) {
        requireAdministrator(user.get());
        Responsibility.State state = responsibility.state();
        return show(state.version(), state.rows(), state, state.remarks(), model);
    }

    @PostMapping
    ModelAndView change(
            @RequestParam(defaultValue = "save") String step,
            @RequestParam(required = false) @Nullable Integer version,
            HttpServletRequest request,
            Model model,
            RedirectAttributes redirect) {
        Account account = user.get();
        requireAdministrator(account);
        List<ResponsibilityRow> rows = rows(request);
        Matcher asked = STEP.matcher(step);
        if (asked.matches()) {
            moved(rows, asked.group(1), Integer.parseInt(asked.group(2)));
            model.addAttribute("unsaved", true);
            return shown(version, rows, List.of(), HttpStatus.OK, model);
        }
        try {
            responsibility.save(account.id(), version, List.copyOf(rows));
        } catch (InvalidInput wrong) {
            return shown(
                    version,
                    rows,
                    wrong.faults().stream().map(responsibility::remark).toList(),
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    model);
        } catch (Conflict late) {
            model.addAttribute("conflict", late);
            return shown(version, rows, List.of(), HttpStatus.CONFLICT, model);
        }
        redirect.addFlashAttribute("saved", true);
        return new ModelAndView("redirect:" + DecisionNotices.PAGE);
    }

    /** @throws Forbidden when it is for administrators only */
    static void requireAdministrator(Account account) {
        if (!account.is(Role.ADMINISTRATOR)) {
            throw new Forbidden("administration.forbidden");
        }
    }

    private ModelAndView shown(
            @Nullable Integer version,
            List<ResponsibilityRow> rows,
            List<Responsibility.Remark> faults,
            HttpStatus status,
            Model model) {
        model.addAttribute("faults", faults);
        Responsibility.State state = responsibility.state();
        String view =
                show(version == null ? state.version() : version, rows, state, responsibility.remarks(rows), model);
        return new ModelAndView(view, model.asMap(), status);
    }

    private String show(
            int version,
            List<ResponsibilityRow> rows,
            Responsibility.State state,
            List<Responsibility.Remark> remarks,
            Model model) {
        List<ResponsibilityRow> shown = new ArrayList<>(rows);
        if (shown.isEmpty() || !shown.get(shown.size() - 1).isOpen()) {
            shown.add(ResponsibilityRow.OTHERWISE);
        }
        model.addAttribute("version", version);
        model.addAttribute("state", state);
        model.addAttribute("rows", shown);
        model.addAttribute("remarks", remarks);
        model.addAttribute(
                "categories",
                names(
                        categories.all().stream().map(category -> Map.entry(category.code(), category.name())),
                        shown.stream().map(ResponsibilityRow::categories),
                        code -> code));
        model.addAttribute(
                "units",
                names(
                        ResponsibleUnits.assignable(organization).map(unit -> Map.entry(unit.code(), unit.name())),
                        shown.stream()
                                .flatMap(row -> Stream.of(
                                        row.assistingUnits(),
                                        Stream.ofNullable(row.leadUnit()).toList())),
                        code -> organization.unit(code).map(Unit::name).orElse(code)));
        model.addAttribute("towns", check.towns());
        return "problem/responsibility";
    }

    /** What can be chosen, and what stands in a row although it can't be chosen any more. */
    private static Map<String, String> names(
            Stream<Map.Entry<String, String>> known,
            Stream<@Nullable List<String>> named,
            UnaryOperator<String> otherwise) {
        Map<String, String> names = new LinkedHashMap<>();
        known.forEach(one -> names.put(one.getKey(), one.getValue()));
        named.filter(Objects::nonNull).flatMap(List::stream).forEach(code -> names.computeIfAbsent(code, otherwise));
        return names;
    }

    // ---- what was sent

    private static List<ResponsibilityRow> rows(HttpServletRequest request) {
        List<ResponsibilityRow> rows = new ArrayList<>();
        for (String at : all(request, "row")) {
            rows.add(new ResponsibilityRow(
                    all(request, "categories-" + at),
                    TOWNS.splitAsStream(one(request, "towns-" + at))
                            .filter(town -> !town.isEmpty())
                            .toList(),
                    orNull(one(request, "urgency-" + at)),
                    orNull(one(request, "leadUnit-" + at)),
                    all(request, "assistingUnits-" + at),
                    orNull(one(request, "note-" + at))));
        }
        return rows;
    }

    private static void moved(List<ResponsibilityRow> rows, String step, int at) {
        if (at >= rows.size()) {
            return;
        }
        switch (step) {
            case "add" -> rows.add(at, ResponsibilityRow.OTHERWISE);
            case "remove" -> rows.remove(at);
            case "up" -> swap(rows, at - 1, at);
            default -> swap(rows, at, at + 1);
        }
    }

    /** The last row stays where it is. */
    private static void swap(List<ResponsibilityRow> rows, int one, int other) {
        if (one >= 0 && other < rows.size() - 1) {
            ResponsibilityRow first = rows.get(one);
            rows.set(one, rows.get(other));
            rows.set(other, first);
        }
    }

    private static List<String> all(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null
                ? List.of()
                : Arrays.stream(values).filter(value -> !value.isEmpty()).toList();
    }

    private static String one(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text;
    }
}
