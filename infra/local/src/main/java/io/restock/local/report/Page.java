package io.restock.local.report;

/** A page with its drawings in it, which opens without a server and asks nothing of the network. */
final class Page {
    private static final String STYLE =
            """
            body{font:15px/1.45 system-ui,sans-serif;color:#111827;max-width:1180px;margin:24px auto;padding:0 16px}
            h1{margin-bottom:0}h2{margin-top:36px;border-bottom:1px solid #e5e7eb}h3{margin-bottom:0}
            table{border-collapse:collapse;margin:8px 0}td,th{padding:3px 14px 3px 0;text-align:left;vertical-align:top}
            .figures td:nth-child(n+2),.figures th:nth-child(n+2){text-align:right;font-variant-numeric:tabular-nums}
            .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:12px;margin:14px 0}
            .tiles div{border:1px solid #e5e7eb;border-radius:8px;padding:10px 14px;display:flex;flex-direction:column}
            .tiles b{font-size:24px;margin-top:auto}.tiles span{font-size:13px;color:#4b5563;min-height:1.4em}
            .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(480px,1fr));gap:14px}
            svg{width:100%;background:#fff}svg .title{font:600 12px system-ui}svg .unit{font-weight:400;fill:#6b7280}
            svg .x{font:10px system-ui;text-anchor:middle;fill:#6b7280}svg .y{font:10px system-ui;text-anchor:end;fill:#6b7280}
            svg .grid{stroke:#e5e7eb}svg .zero{stroke:#9ca3af}.key{margin-right:14px;white-space:nowrap}
            .key i{display:inline-block;width:12px;height:12px;margin-right:5px;border-radius:2px}
            .assumed{background:#fffbeb;border:1px solid #fcd34d;padding:4px 14px}.assumed ul{columns:2;font-size:13px}
            code{overflow-wrap:anywhere}
            """;

    private Page() {}

    /**
     * A whole page.
     *
     * @param title plain text
     * @param body markup
     */
    static String of(String title, String body) {
        return "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'/>"
                + "<meta name='viewport' content='width=device-width'/><title>"
                + Html.text(title)
                + "</title><style>"
                + STYLE
                + "</style></head><body>\n"
                + body
                + "</body></html>\n";
    }
}
