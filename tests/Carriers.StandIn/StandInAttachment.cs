namespace Carriers.StandIn;

/// <summary>A file that came with a mail.</summary>
public sealed record StandInAttachment(string Name, string Type, byte[] Bytes);
