namespace ActiveReach.Consent;

/// <summary>Something that messages are about and that people may say yes or no to, e.g. offers or news.</summary>
/// <param name="Name">As people read it.</param>
public sealed record ConsentTopic(string Name);
