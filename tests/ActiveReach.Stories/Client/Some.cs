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
}
