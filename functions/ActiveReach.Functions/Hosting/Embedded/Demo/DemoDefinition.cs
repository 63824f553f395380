namespace ActiveReach.Functions.Hosting.Demo;

/// <summary>The campaign of the demo: two variants, a fifth of the audience as test slice, texts first and e-mail where no text
/// arrives.</summary>
internal static class DemoDefinition
{
    public static object Campaign => new
    {
        name = "Diwali launch",
        description = "The demo: two variants, a test slice, approval by link, the winner to the rest.",
        tags = new[] { "demo", "launch" },
        type = "one_time",
        audience = new
        {
            where = new { any = new object[] { new { field = "age", op = "gte", value = 18 }, new { not = new { field = "birthday", op = "exists", value = true } } } },
        },
        channels = new[] { new { channel = "sms" }, new { channel = "email" } },
        delivery = "first_reachable",
        variants = new[] { Variant("A", "Hi {{default first_name 'there'}}, our new collection is out", "a"), Variant("B", "{{default first_name 'Hello'}}, yours is waiting: 20% off today", "b") },
        experiment = new { sample = 0.2, metric = "click", duration = "PT4H", holdout = 0.05, onInconclusive = "send_best" },
        schedule = new { kind = "now" },
        approval = new { required = true, approvers = new[] { "lead@example.com" }, timeout = "P2D" },
        replyWindow = "PT6H",
    };

    /// <summary>So that the demo needn't wait for anybody's morning; an admin's word, which a viewer can't give.</summary>
    public static object AtAnyHour => new { quietHours = false };

    private static object Variant(string id, string line, string path) => new
    {
        id,
        content = new
        {
            sms = new { text = $"{line}: {{{{link 'https://shop.example/{path}'}}}}" },
            email = new
            {
                subject = line,
                html = $"<h1>{line}</h1><p>See what is new in {{{{default city 'your city'}}}}: <a href=\"https://shop.example/{path}\">open the shop</a>.</p>",
                text = $"{line}: {{{{link 'https://shop.example/{path}'}}}}",
            },
        },
    };
}
