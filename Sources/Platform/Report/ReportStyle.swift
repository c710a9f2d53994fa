import Basics
import Foundation

/// The report's style sheet: the tokens of the product's look, and the few parts a report needs. No bars or colours stand in the page itself,
/// so that its content policy can allow this one sheet and nothing else.
enum ReportStyle {
    static let css = tokens + base + tables + drawings + narrow + print

    /// What the content policy allows: this very sheet, called by its SHA-256.
    static let policySource: String = {
        guard let digest = try? SHA256Digest(of: Array(css.utf8)) else { return "'unsafe-inline'" }
        return "'sha256-\(Data(digest.bytes).base64EncodedString())'"
    }()

    private static let tokens = """
        :root{color-scheme:light;--ground:#f0f4f3;--surface:#fff;--sunken:#f6f9f8;--line:#d6dedd;--line-soft:#e6ecea;--ink:#17232a;--ink-2:#45535a;\
        --ink-3:#5b686e;--dai:#14323e;--on-dai:#fff;--on-dai-2:#c3d3d8;--act:#13598b;--act-soft:#e4eff6;--act-line:#a9c8dc;--bad:#ad2a1d;\
        --bad-soft:#fcebe8;--bad-line:#e6aea6;--seal:#b5281e;--warn:#855000;--warn-soft:#fdf2dc;--warn-line:#e2c48b;--good:#14673f;\
        --good-soft:#e5f4eb;--good-line:#a4d1b7;--calm:#4a585e;--calm-soft:#edf1f1;--calm-line:#c3cdce;--p1:#fbeedb;--p2:#f3d5a8;--p3:#e3ae6b;\
        --p4:#c37d35;--p5:#8d4e17;--c1:#e4eff6;--c2:#bcd6e6;--c3:#88b5d2;--c4:#4c89b4;--c5:#13598b;\
        --sans:"Noto Sans CJK SC","Source Han Sans SC","HarmonyOS Sans SC","PingFang SC","Microsoft YaHei UI","Microsoft YaHei","WenQuanYi Micro Hei",\
        system-ui,sans-serif;--song:"Noto Serif CJK SC","Source Han Serif SC","Songti SC","STZhongsong",var(--sans);\
        --code:ui-monospace,"Cascadia Mono",Consolas,"Liberation Mono",monospace}

        """

    private static let base = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
        body{margin:0;background:var(--ground);color:var(--ink);font:400 .9375rem/1.5 var(--sans);font-variant-numeric:tabular-nums;line-break:strict}
        .skip{position:absolute;left:-99rem}
        .skip:focus{left:1rem;top:.5rem;background:var(--surface);padding:.5rem 1rem;z-index:1}
        a{color:var(--act)}
        :focus-visible{outline:2px solid #0b6bcb;outline-offset:2px}
        .bar{background:var(--dai);color:var(--on-dai);min-height:3rem;padding:.25rem 1.5rem;display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1rem}
        .seal{background:var(--seal);color:#fff;font:700 1.0625rem/1 var(--song);padding:.375rem .4375rem;border-radius:4px}
        .bar nav{display:flex;flex-wrap:wrap;gap:.125rem 1rem;margin-left:auto;font-size:.875rem}
        .bar a{color:var(--on-dai-2);text-decoration:none;padding:.25rem 0}
        .bar a:hover{color:var(--on-dai);text-decoration:underline}
        .bar .en{display:none}
        main{max-width:82rem;margin:0 auto;padding:1.25rem 1.5rem 2.5rem}
        h1{font:700 1.5rem/1.3 var(--song);margin:0 0 .25rem;text-wrap:balance}
        h2{font-size:1.0625rem;line-height:1.3;margin:0;text-wrap:balance}
        h3{font-size:.9375rem;margin:1rem 0 .25rem}
        p{margin:.25rem 0}
        .lead,.note{color:var(--ink-2)}
        .note{font-size:.8125rem;margin:.5rem 0 0}
        .en{color:var(--ink-3);font-size:.8125rem;font-weight:400;font-family:var(--sans)}
        .nb{white-space:nowrap}
        section{background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:1rem;margin-top:1rem}
        .head{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem 1rem;margin-bottom:.75rem}
        .figures-panel{padding:0;overflow:hidden}
        .figures{margin:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:0}
        .figures div{padding:.75rem 1rem;border-left:1px solid var(--line-soft);border-top:1px solid var(--line-soft);margin:-1px 0 0 -1px}
        .figures dt{font-size:.8125rem;color:var(--ink-2)}
        .figures dd{margin:0;font-size:1.25rem;font-weight:700;line-height:1.3}
        .figures dt .en{display:block;color:var(--ink-3)}
        .figures .first dd{font-size:1.875rem;line-height:1.05}
        .figures small{font-size:.8125rem;font-weight:400;color:var(--ink-3)}
        .prose{max-width:none;line-height:1.75;padding-left:1.25rem;margin:0}
        .prose li{margin:.25rem 0;max-width:66rem}
        #how .en{display:block;line-height:1.5}
        .notice{background:var(--warn-soft);border:1px solid var(--warn-line);border-radius:4px;padding:.5rem .75rem;margin:1rem 0 0}
        .prose .id{white-space:normal}
        .good{background:var(--good-soft);border:1px solid var(--good-line);border-radius:4px;padding:.5rem .75rem}
        footer{color:var(--ink-3);font-size:.8125rem;margin-top:1rem}
        details{margin-top:.5rem}
        summary{cursor:pointer;color:var(--act);font-size:.875rem;padding:.25rem 0}
        summary .en{color:inherit}

        """

    private static let tables = """
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:.875rem}
        caption{text-align:left;position:absolute;left:-99rem}
        th,td{padding:.375rem .625rem;border-bottom:1px solid var(--line-soft);text-align:left;vertical-align:top}
        thead th{background:var(--sunken);font-size:.8125rem;color:var(--ink-2);border-bottom:1px solid var(--line);white-space:nowrap;vertical-align:bottom}
        thead .en{display:block}
        tbody th{font-weight:400}
        tbody th .en,td .en.own{display:block}
        .n{text-align:right;white-space:nowrap}
        .zero{color:var(--ink-3)}
        tfoot th,tfoot td{border-top:1px solid var(--ink-3);border-bottom:0;font-weight:700}
        .id{font-family:var(--code);font-size:.8125rem;color:var(--ink-3);overflow-wrap:anywhere}
        .tag{display:inline-block;border:1px solid;border-radius:4px;padding:0 .375rem;font-size:.8125rem;white-space:nowrap}
        .tag .en,tbody th .tag .en{color:inherit;display:inline}
        .veto{color:var(--bad);background:var(--bad-soft);border-color:var(--bad-line)}
        .strict_review{color:var(--warn);background:var(--warn-soft);border-color:var(--warn-line)}
        .warning-kind{color:#6b4a00;background:#fff9ec;border-color:var(--p2)}
        .omission{color:var(--act);background:var(--act-soft);border-color:var(--act-line)}
        .data_error{color:var(--calm);background:var(--calm-soft);border-color:var(--calm-line)}
        .open{color:var(--ink-2);border-style:dashed;border-color:var(--ink-3)}
        .bars td{vertical-align:middle}
        .bars .chart{width:34%;min-width:9rem}
        .bars .id{font-size:.75rem}
        .heat td.n{border-left:2px solid var(--surface)}
        .h1{background:var(--p1)}.h2{background:var(--p2)}.h3{background:var(--p3)}.h4{background:var(--p4);color:#fff}.h5{background:var(--p5);color:#fff}
        .keys{display:inline-flex;flex-wrap:wrap;gap:0 .25rem}
        .keys span{padding:0 .5rem;border-radius:2px}
        .wide{overflow-wrap:anywhere}
        .heat .id{white-space:nowrap}
        .columns{columns:20rem;column-gap:2rem}
        .columns li{break-inside:avoid}

        """

    private static let drawings = """
        svg{display:block;max-width:100%}
        .chart svg{width:100%;height:16px}
        .f-veto{fill:var(--bad);color:var(--bad)}
        .f-strict_review{fill:#b06d00;color:#b06d00}
        .f-warning{fill:var(--p3);color:var(--p4)}
        .f-omission{fill:var(--act);color:var(--act)}
        .f-data_error{fill:#7d8b90;color:#7d8b90}
        .hatch-ground{fill:currentColor;fill-opacity:.18}
        .hatch-line{stroke:currentColor;stroke-width:3}
        .strip{max-width:none}
        .strip rect{stroke:var(--line);stroke-width:1}
        .q0{fill:#fff}.q1{fill:var(--c1)}.q2{fill:var(--c2)}.q3{fill:var(--c3)}.q4{fill:var(--c4)}.q5{fill:var(--c5)}
        .strip .none{fill:none;stroke-dasharray:2 2}
        .defs{position:absolute;width:0;height:0}

        """

    private static let narrow = """
        @media (max-width:48rem){
        main{padding:1rem .75rem 2rem}
        .bar{padding:.375rem .75rem}
        .bar nav{margin-left:0;width:100%}
        section{padding:.75rem}
        .figures{padding:0;grid-template-columns:repeat(2,1fr)}
        .col-3{display:none}
        .rules thead{position:absolute;left:-99rem}
        .rules tr{display:grid;grid-template-columns:6.75rem 1fr 4rem;align-items:center;border-bottom:1px solid var(--line-soft);padding:.25rem 0}
        .rules th{grid-column:1/-1}
        .rules .sum{grid-column:1/3}
        .rules th,.rules td{border:0;padding:.125rem 0}
        .rules tfoot tr{border-top:1px solid var(--ink-3)}
        .rules .chart{min-width:0;width:auto;padding-right:.5rem}
        .wide{min-width:10rem}
        .heat th,.heat td{padding:.375rem .25rem}
        .heat thead th{white-space:normal}
        .heat .id{display:block}
        th,td{padding:.375rem .375rem}
        h1{font-size:1.25rem}
        }

        """

    private static let print = """
        @media print{
        @page{size:A4 landscape;margin:12mm}
        body{background:#fff;font:10.5pt/1.4 var(--song);color:#000}
        .bar{background:none;color:#000;border-bottom:.6pt solid #000;padding:0 0 2mm}
        .bar nav,.skip,summary{display:none}
        main{max-width:none;padding:2mm 0}
        section{border:0;border-radius:0;padding:0;margin-top:6mm}
        .figures{border:.6pt solid #000;break-inside:avoid}
        h2{font-family:var(--sans);font-size:13pt;break-after:avoid}
        .head{break-after:avoid}
        thead{display:table-header-group}
        tr,li{break-inside:avoid}
        th,td{border-bottom:.4pt solid #999;padding:1mm 1.5mm}
        table{font-size:9.5pt}
        .scroll{overflow:visible}
        svg,.heat td,.tag,.keys span,.seal{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        }
        """
}
