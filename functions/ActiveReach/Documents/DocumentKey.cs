using System.Security.Cryptography;
using System.Text;

namespace ActiveReach.Documents;

/// <summary>Where a document lies.</summary>
/// <param name="Partition">What is committed together: a workspace (<see cref="DocumentPartition.Of"/>), a part of one that grows, or the directory.</param>
/// <param name="Kind">What it is: one of the names in <see cref="DocumentKind{T}"/>.</param>
/// <param name="Id">Unique among the kind in the partition; 1 to 255 characters.</param>
public readonly record struct DocumentKey(string Partition, string Kind, string Id)
{
    /// <summary>An id for a text of any length and any characters.</summary>
    public static string IdOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A document as it is stored.</summary>
/// <param name="ETag">Another one after each change; opaque.</param>
/// <param name="Schema">The version of the kind's form that it was written in.</param>
/// <param name="Body">JSON in UTF-8.</param>
public sealed record StoredDocument(DocumentKey Key, string ETag, int Schema, ReadOnlyMemory<byte> Body);
