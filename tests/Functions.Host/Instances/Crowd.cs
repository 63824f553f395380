using Functions.Host.MainRoad;

namespace Functions.Host.Instances;

/// <summary>The people of one story: what befalls them concerns no other.</summary>
/// <param name="Name">The tag that they have.</param>
/// <param name="Number">Of two digits at most, which their telephone numbers have.</param>
internal sealed record Crowd(string Name, int Number, int Count)
{
    public string Csv => string.Join('\n', Enumerable.Range(1, Count)
        .Select(person => $"{Name}-{person},Asha{person},{PhoneOf(person)},Pune,IN,{Name},opted_in")
        .Prepend("external_id,first_name,phone,city,country,tags,consent.sms"));

    /// <summary>That it is everybody's birthday on a day.</summary>
    public string BornOn(DateTimeOffset day) => string.Join('\n', Enumerable.Range(1, Count).Select(person => $"{Name}-{person},{day:2000-MM-dd}").Prepend("external_id,birthday"));

    public IEnumerable<string> Phones => Enumerable.Range(1, Count).Select(PhoneOf);

    /// <summary>A text message to them, now, without approval.</summary>
    public Dictionary<string, object> Campaign(string name)
    {
        var definition = Some.Campaign(name);
        definition["audience"] = new { where = new { field = "tag", op = "has", value = Name } };
        return definition;
    }

    private string PhoneOf(int person) => $"+9198{Number:00}{person:000000}";
}
