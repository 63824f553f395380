namespace ActiveReach.Consent;

/// <summary>Ways in which the product itself hears of consent; callers of the API name their own.</summary>
public static class ConsentSources
{
    public const string Keyword = "keyword";
    public const string Link = "link";

    /// <summary>The way back on the page of that link.</summary>
    public const string LinkUndo = "link_undo";
    public const string Review = "review";
    public const string Import = "import";

    /// <summary>What stands behind a word that a contact's record brings.</summary>
    public static ConsentWeight WeightOf(string source) => source is Import ? ConsentWeight.File : ConsentWeight.Recorded;
}
