namespace ActiveReach.Functions.Approvals;

/// <summary>How the approver's page looks, on a phone first.</summary>
internal static class ApprovalStyle
{
    public const string Sheet = """
        *{box-sizing:border-box}
        body{font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;margin:0;color:#1d2330;background:#f3f4f7}
        main{background:#fff;max-width:48rem;margin:0 auto;padding:1.2rem 1.1rem 2rem}
        h1{font-size:1.5rem;line-height:1.25;margin:.2rem 0 .4rem}h2{font-size:1.1rem;margin:0 0 .6rem}h3{font-size:.95rem;margin:1.2rem 0 .4rem}
        p{margin:.4rem 0}p,dt,dd,h1,pre{overflow-wrap:anywhere}del{color:#8a2f2f}ins{color:#156c43;text-decoration:none}.ask,.small,dt,.tile span{color:#5b6478}.ask{margin:0}.small{font-size:.875rem}
        section{border-top:1px solid #e1e4ea;margin-top:1.4rem;padding-top:1.2rem}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.6rem;margin:1.2rem 0 0}
        .tile{background:#f6f7f9;border:1px solid #e1e4ea;border-radius:10px;padding:.6rem .8rem}.tile b{display:block;font-size:1.35rem;line-height:1.2;font-variant-numeric:tabular-nums}.tile span{font-size:.85rem}
        .note{border-radius:10px;padding:.7rem .9rem;margin:.8rem 0 0;background:#fff6df;border:1px solid #ecd58f}.note.stop{background:#fdecec;border-color:#efb4b4}.note ul{margin:.2rem 0 0;padding-left:1.2rem}
        dl{margin:0}dt{margin-top:.7rem;font-size:.875rem}dd{margin:0}
        .by{display:flex;flex-wrap:wrap;gap:0 .6rem;align-items:baseline}
        textarea{display:block;width:100%;border:1px solid #aab2c0;border-radius:8px;font:inherit;padding:.5rem;margin-top:.2rem}
        .buttons{display:flex;gap:.6rem;margin:1rem 0 0}.buttons button{flex:1}button{font:inherit;font-weight:600;padding:.75rem 1rem;border-radius:8px;border:1px solid #1d2330;cursor:pointer;background:#fff;color:inherit}
        button.yes{background:#156c43;border-color:#156c43;color:#fff}
        @media(min-width:44rem){main{margin:2rem auto;border:1px solid #dde1e8;border-radius:14px;padding:1.8rem 2.2rem 2.2rem}
        dl{display:grid;grid-template-columns:9.5rem 1fr;gap:.45rem 1rem}dt{margin:0;font-size:1rem}.buttons button{flex:0 0 auto;min-width:9rem}}
        """;
}
