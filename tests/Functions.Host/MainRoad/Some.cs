namespace Functions.Host.MainRoad;

/// <summary>Supplies what a story doesn't talk about.</summary>
internal static class Some
{
    public static string Contacts(int count) => string.Join('\n', Enumerable.Range(1, count)
        .Select(number => $"c{number},Asha{number},+9198{number:00000000},Pune,IN,opted_in")
        .Prepend("external_id,first_name,phone,city,country,consent.sms"));

    /// <summary>A text message to everyone, now, without approval, with a reply window of two seconds.</summary>
    public static Dictionary<string, object> Campaign(string name) => new()
    {
        ["name"] = name,
        ["type"] = "one_time",
        ["audience"] = new { },
        ["channels"] = new[] { new { channel = "sms" } },
        ["variants"] = new[] { Variant("A") },
        ["schedule"] = new { kind = "now" },
        ["approval"] = new { required = false },
        ["quietHours"] = false,
        ["replyWindow"] = "PT2S",
    };

    public static object Variant(string id) => new { id, content = new { sms = new { text = $"Hi {{{{first_name}}}}, {id} is here: {{{{link 'https://shop.example/{id}'}}}}" } } };
}
