package minqing.activity.outing;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.platform.document.Imports;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which the office brings in registers kept on paper. */
@Controller
@RequestMapping("/imports")
class ImportPages {

    private final CurrentUser user;
    private final RegisterImport imports;
    private final MessageSource messages;

    ImportPages(CurrentUser user, RegisterImport imports, MessageSource messages) {
        this.user = user;
        this.imports = imports;
        this.messages = messages;
    }

    @GetMapping
    ModelAndView page(@RequestParam(defaultValue = "labour") String register) {
        imports.requireMayImport(user.get());
        return page(RegisterImport.register(register), new RegisterImport.Manner(false, false), List.of());
    }

    @PostMapping
    ModelAndView bringIn(
            @RequestParam(defaultValue = "labour") String register,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "false") boolean skipDuplicates,
            @RequestParam(defaultValue = "false") boolean history,
            RedirectAttributes redirect)
            throws IOException {
        Account account = user.get();
        PaperRegister paper = RegisterImport.register(register);
        RegisterImport.Manner manner = new RegisterImport.Manner(skipDuplicates, history);
        try (InputStream content = ImportsApi.content(file)) {
            redirect.addFlashAttribute("outcome", imports.bringIn(account, paper, content, manner));
        } catch (InvalidInput invalid) {
            ModelAndView again = page(
                    paper, manner, invalid.faults().stream().map(this::line).toList());
            again.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return again;
        }
        return new ModelAndView("redirect:/imports?register=" + paper.code());
    }

    private static ModelAndView page(PaperRegister register, RegisterImport.Manner manner, List<Line> faults) {
        ModelAndView page = new ModelAndView("outing/import");
        page.addObject("register", register.code());
        page.addObject(
                "registers",
                List.of(PaperRegister.values()).stream()
                        .map(PaperRegister::code)
                        .toList());
        page.addObject("manner", manner);
        page.addObject("faults", faults);
        page.addObject("most", String.valueOf(Imports.MOST_ROWS));
        return page;
    }

    /**
     * The first two things the words of a cell's fault are filled with are its row and its column; the words begin with
     * both, which stand in columns of their own here.
     */
    private Line line(FieldFault fault) {
        String message = messages.getMessage(fault, Locale.SIMPLIFIED_CHINESE);
        Object[] arguments = fault.arguments();
        if (fault.field().equals("file") || arguments.length < 2) {
            return new Line("", "", message);
        }
        String row = String.valueOf(arguments[0]);
        String column = String.valueOf(arguments[1]);
        String where =
                messages.getMessage("outing.import.where", new Object[] {row, column}, Locale.SIMPLIFIED_CHINESE);
        return new Line(row, column, message.startsWith(where) ? message.substring(where.length()) : message);
    }

    /** A fault in the table of the page. */
    record Line(String row, String column, String message) {}
}
