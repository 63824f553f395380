namespace ActiveReach.Stories.Client;

/// <summary>Supplies what a story doesn't talk about.</summary>
internal static class Some
{
    /// <summary>A text message to everyone, now, without approval, with a reply window of a second.</summary>
    public static Dictionary<string, object> Campaign(string name = "Diwali launch") => new()
    {
        ["name"] = name,
        ["type"] = "one_time",
        ["audience"] = new { },
        ["channels"] = new[] { new { channel = "sms" } },
        ["variants"] = new[] { new { id = "A", content = new { sms = new { text = "Hi {{default first_name 'there'}}, it's here: {{link 'https://shop.example/new'}}" } } } },
        ["schedule"] = new { kind = "now" },
        ["approval"] = new { required = false },
        ["quietHours"] = false,
        ["replyWindow"] = "PT1S",
    };

    /// <summary>The same in two variants of a text and a mail, a test of 40 % and four hours first.</summary>
    public static Dictionary<string, object> Test(string onInconclusive)
    {
        var definition = Campaign();
        definition["channels"] = new[] { new { channel = "sms" }, new { channel = "email" } };
        definition["variants"] = new[] { Variant("A"), Variant("B") };
        definition["experiment"] = new { sample = 0.4, metric = "click", duration = "PT4H", onInconclusive };
        return definition;
    }

    private static object Variant(string id) => new
    {
        id,
        content = new
        {
            sms = new { text = $"Hi {{{{first_name}}}}: {{{{link 'https://shop.example/{id}'}}}}" },
            email = new { subject = "It's here", text = $"See {{{{link 'https://shop.example/{id}'}}}}" },
        },
    };
}
