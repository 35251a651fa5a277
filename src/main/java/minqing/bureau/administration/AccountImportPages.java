package minqing.bureau.administration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.bureau.organization.AccountImport;
import minqing.platform.document.DocumentFile;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/**
 * Accounts from a list. The page that answers holds the passwords for one login, to be printed or saved by the
 * administrator; leaving it, nobody sees them again.
 */
@Controller
@RequestMapping("/organization")
class AccountImportPages {

    private final Administrator administrator;
    private final AccountImport accounts;
    private final MessageSource messages;

    AccountImportPages(Administrator administrator, AccountImport accounts, MessageSource messages) {
        this.administrator = administrator;
        this.accounts = accounts;
        this.messages = messages;
    }

    /** An empty list to fill in. */
    @GetMapping("/accounts.xlsx")
    ResponseEntity<byte[]> template() {
        administrator.get();
        return download(accounts.template());
    }

    @GetMapping("/accounts/import")
    String ask(Model model) {
        administrator.get();
        model.addAttribute("faults", List.of());
        return "administration/account-import";
    }

    @PostMapping("/accounts/import")
    ModelAndView bringIn(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "false") boolean skipExisting)
            throws IOException {
        String actor = administrator.get();
        try {
            if (file == null || file.isEmpty()) {
                throw InvalidInput.of("file", "organization.accounts.empty");
            }
            return made(accounts.bringIn(actor, file.getBytes(), skipExisting));
        } catch (InvalidInput wrong) {
            ModelAndView again = new ModelAndView("administration/account-import", HttpStatus.UNPROCESSABLE_ENTITY);
            again.addObject("skipExisting", skipExisting);
            again.addObject(
                    "faults",
                    wrong.faults().stream()
                            .map(fault -> messages.getMessage(fault, Locale.SIMPLIFIED_CHINESE))
                            .toList());
            return again;
        }
    }

    private ModelAndView made(AccountImport.Outcome outcome) {
        ModelAndView page = new ModelAndView("administration/accounts-made", HttpStatus.CREATED);
        page.addObject("made", outcome.made());
        page.addObject("passedOver", outcome.passedOver());
        page.addObject("file", file(outcome.made()));
        return page;
    }

    /** The list as a link that holds it, so that it is saved without being kept here for a second call. */
    private String file(List<AccountImport.Made> made) {
        Stream<Stream<String>> lines = Stream.concat(
                Stream.of(Stream.of("name", "login", "unit", "once")
                        .map(column -> messages.getMessage(
                                "administration.accounts." + column, null, Locale.SIMPLIFIED_CHINESE))),
                made.stream().map(one -> Stream.of(one.name(), one.account(), one.unit(), one.password())));
        // It begins with the mark that office programs need to take it for UTF-8.
        String text = "\uFEFF"
                + lines.map(line -> line.map(
                                        value -> '"' + String.valueOf(value).replace("\"", "\"\"") + '"')
                                .collect(Collectors.joining(",")))
                        .collect(Collectors.joining("\r\n", "", "\r\n"));
        return "data:text/csv;charset=utf-8;base64,"
                + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static ResponseEntity<byte[]> download(DocumentFile file) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, file.contentDisposition())
                .body(file.content());
    }
}
