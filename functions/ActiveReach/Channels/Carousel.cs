namespace ActiveReach.Channels;

/// <summary>Cards side by side, through which somebody leafs, on RCS. All that its limits allow stays below the 250 KB that a message may have.
/// Source: developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages (CarouselCard, CardContent).</summary>
/// <param name="Width">Of each card.</param>
public sealed record Carousel(CardWidth Width, IReadOnlyList<Card> Cards)
{
    public const int FewestCards = 2;
    public const int MostCards = 10;
}

/// <param name="Media">The picture or film at its head.</param>
public sealed record Card(string? Title, string? Description, MessageMedia? Media, IReadOnlyList<Suggestion> Suggestions)
{
    public const int LongestTitle = 200;
    public const int LongestDescription = 2000;
    public const int MostSuggestions = 4;
}

public enum CardWidth
{
    Small,
    Medium,
}
