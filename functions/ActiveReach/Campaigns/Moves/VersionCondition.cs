namespace ActiveReach.Campaigns.Moves;

/// <summary>Holds a change to the version that the caller has in mind (<c>If-Match</c>); throws when the campaign has another.</summary>
public delegate void VersionCondition(Campaign campaign);
