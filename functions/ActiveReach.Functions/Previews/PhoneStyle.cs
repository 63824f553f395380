namespace ActiveReach.Functions.Previews;

/// <summary>How messages on a phone look.</summary>
internal static class PhoneStyle
{
    public const string Sheet = """
        .phone{margin:.5rem 0 0;max-width:23rem;border:1px solid #c3c9d4;border-radius:24px;padding:.8rem;background:#eef0f4;overflow:hidden}
        .phone figcaption{text-align:center;font-size:.8rem;color:#545d70;margin:0 0 .6rem;overflow-wrap:anywhere}.phone p{margin:0}.phone ul{list-style:none;margin:0;padding:0}
        .bubble{white-space:pre-wrap;overflow-wrap:anywhere;background:#fff;border-radius:4px 18px 18px 18px;padding:.6rem .8rem;width:fit-content;max-width:100%}
        .phone.sms .bubble{background:#dfe9fb}.phone.whatsapp{background:#ece5dd}
        .card{background:#fff;border-radius:14px;overflow:hidden}.card img,.card video,.notice img{display:block;width:100%;max-height:11rem;object-fit:cover;background:#dfe3ea}
        .head{font-weight:600}.card .head{padding:.6rem .8rem 0}.words{white-space:pre-wrap;overflow-wrap:anywhere}.card .words{padding:.4rem .8rem .6rem}.file{padding:.6rem .8rem;background:#e3e7ee;font-size:.9rem;overflow-wrap:anywhere}
        .phone .chips{display:flex;flex-wrap:wrap;gap:.4rem;margin:.6rem 0 0}.chips li{border:1px solid #2b5fb8;color:#1f4f9f;background:#fff;border-radius:999px;padding:.25rem .75rem;font-size:.9rem}
        .phone .card .chips{padding:0 .8rem .7rem}.chips .opens::after{content:" \2197" / ""}.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .rows li{border-top:1px solid #e1e4ea;text-align:center;color:#1f4f9f;padding:.5rem .8rem}.rows small{display:block;color:#5b6478;overflow-wrap:anywhere}
        .cards{display:flex;gap:.6rem;overflow-x:auto;scroll-snap-type:x proximity;padding-bottom:.4rem}.cards .card{flex:0 0 14.5rem;scroll-snap-align:start}.cards.narrow .card{flex-basis:7.5rem}.cards.narrow img{max-height:7rem}
        .cards:focus-visible{outline:3px solid #2b5fb8;outline-offset:2px;border-radius:14px}
        .notice{background:#fff;border-radius:16px;padding:.7rem .9rem}.notice .app{display:flex;justify-content:space-between;gap:1rem;font-size:.8rem;color:#5b6478;margin:0 0 .2rem}.notice img{border-radius:10px;margin-top:.5rem}.tap{font-size:.8rem;color:#5b6478;margin-top:.4rem}.phone .tap{margin-top:.4rem}
        .inbox{background:#fff;border-radius:14px;padding:.6rem .8rem;margin:0 0 .6rem}.inbox p{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.inbox .who{font-size:.85rem;color:#5b6478}.inbox .line{color:#5b6478;font-size:.9rem}
        .mail{background:#fff;border-radius:14px;overflow:hidden}.mail pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0;padding:.8rem .9rem}
        iframe{display:block;width:100%;height:24rem;border:0;background:#fff}summary{cursor:pointer;padding:.5rem .9rem;color:#5b6478}
        form.who{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem}form.who select,form.who button{font:inherit;padding:.4rem .7rem;border-radius:8px;border:1px solid #aab2c0;max-width:100%;background:#fff}
        @media(min-width:44rem){.phone{margin-left:0}}
        """;
}
