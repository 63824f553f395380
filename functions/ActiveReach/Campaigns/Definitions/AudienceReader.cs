using ActiveReach.Audiences;
using ActiveReach.Ids;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Reads the outline of an audience; what its expression means is checked by the audience's own rules.</summary>
internal static class AudienceReader
{
    public static Audience? Read(InputObject definition, List<InputProblem> problems)
    {
        if (definition.Object("audience", "include", "exclude", "where", "contacts") is not { } audience)
            return null;
        return new Audience
        {
            Include = audience.Texts("include", 50, 64) ?? [],
            Exclude = audience.Texts("exclude", 50, 64) ?? [],
            Where = audience.Raw("where"),
            Contacts = audience.List("contacts", 10_000, (item, path) => Contact(item.ToString(), path, problems)),
        };
    }

    private static string? Contact(string text, string path, List<InputProblem> problems)
    {
        if (ContactId.TryParse(text, out var id))
            return id.ToString();
        problems.Add(new InputProblem(path, "invalid_value", $"'{(text.Length > 40 ? text[..40] : text)}' is no contact id: they look like ctc_123."));
        return null;
    }
}
