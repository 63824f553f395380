namespace ActiveReach.Links;

/// <summary>Signs what links carry (HMAC-SHA256) with the installation's key, one purpose apart from the other: a signature of
/// one purpose is worth nothing for another.</summary>
public interface ILinkSigner
{
    /// <summary>Fills <paramref name="signature"/> (12 to 32 bytes) with the leading bytes of the code.</summary>
    void Sign(LinkPurpose purpose, ReadOnlySpan<byte> message, Span<byte> signature);

    /// <summary>Compared in constant time; false for signatures shorter than 12 bytes.</summary>
    bool Verify(LinkPurpose purpose, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}

/// <summary>What a signed link is for. Numbers are part of the signature: never renumber.</summary>
public enum LinkPurpose : byte
{
    Click = 1,
    Open = 2,
    Unsubscribe = 3,
    Approval = 4,
    Upload = 5,
}
