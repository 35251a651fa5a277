package minqing.work.inbox;

import java.nio.charset.StandardCharsets;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.platform.fault.Missing;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page of a case of any process: what it is, what happened so far, and where it stands. A number may hold slashes. */
@Controller
class CasePages {

    static final MediaType XML = new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8);

    private final CaseSources sources;
    private final CasePictures pictures;
    private final CaseParts parts;
    private final CurrentUser user;

    CasePages(CaseSources sources, CasePictures pictures, CaseParts parts, CurrentUser user) {
        this.sources = sources;
        this.pictures = pictures;
        this.parts = parts;
        this.user = user;
    }

    @GetMapping("/cases/{processKey}/{*path}")
    String show(@PathVariable String processKey, @PathVariable String path, Model model) {
        String number = path.substring(1);
        model.addAttribute("story", readable(processKey, number).story(user.get(), number));
        model.addAttribute("numberInWords", sources.numberInWords(processKey, number));
        model.addAttribute("processKey", processKey);
        model.addAttribute("subjects", parts.templates(processKey, true));
        model.addAttribute("parts", parts.templates(processKey, false));
        pictures.instance(processKey, number).ifPresent(instance -> {
            model.addAttribute("picture", pictures.picture(instance.getId(), processKey, number));
            model.addAttribute("modelAddress", "/case-models/" + processKey + "/" + number);
        });
        return "inbox/case";
    }

    @GetMapping(path = "/case-models/{processKey}/{*path}", produces = MediaType.APPLICATION_XML_VALUE)
    ResponseEntity<String> model(@PathVariable String processKey, @PathVariable String path) {
        String number = path.substring(1);
        CaseSource unused = readable(processKey, number);
        HistoricProcessInstance instance =
                pictures.instance(processKey, number).orElseThrow(() -> new Missing("inbox.case.missing"));
        return ResponseEntity.ok().contentType(XML).body(pictures.model(instance.getProcessDefinitionId()));
    }

    private CaseSource readable(String processKey, String number) {
        Account account = user.get();
        return sources.of(processKey)
                .filter(source -> sources.mayRead(account, processKey, number))
                .orElseThrow(() -> new Missing("inbox.case.missing"));
    }
}
