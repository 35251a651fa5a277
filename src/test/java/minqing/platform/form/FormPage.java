package minqing.platform.form;

import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/** A page with a form on it, made with the templates and a template engine alone. */
final class FormPage {

    private static final SpringTemplateEngine ENGINE = engine();

    private FormPage() {}

    private static SpringTemplateEngine engine() {
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
        files.setPrefix("templates/");
        files.setSuffix(".html");
        files.setCharacterEncoding("UTF-8");
        files.setResolvablePatterns(java.util.Set.of("form/*"));
        files.setOrder(1);
        StringTemplateResolver pages = new StringTemplateResolver();
        pages.setOrder(2);
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateEngineMessageSource(TestForms.messages());
        engine.addTemplateResolver(files);
        engine.addTemplateResolver(pages);
        return engine;
    }

    static String html(FormView view) {
        return ENGINE.process("""
                <!DOCTYPE html>
                <html lang="zh-CN"><head><meta charset="utf-8"><title>办理</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" href="/bootstrap.css"><script src="/form/form.js" defer></script></head>
                <body class="p-2"><form method="post" novalidate>
                <th:block th:replace="~{form/form :: fields(${form})}"></th:block>
                <button class="btn btn-primary">提交</button></form></body></html>
                """, new Context(Locale.SIMPLIFIED_CHINESE, Map.of("form", view)));
    }

    static Document document(FormView view) {
        return Jsoup.parse(html(view));
    }
}
