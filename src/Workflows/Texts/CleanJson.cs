using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Innovation.Workflows.Texts;

/// <summary>JSON from outside whose every text is as <see cref="CleanText"/> has it; numbers stay digit by digit as they were.</summary>
public static class CleanJson
{
    /// <summary>Deepest nesting that is rewritten; what is deeper is malformed here.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = MaxDepth };
    private static readonly JsonWriterOptions Writing = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };

    /// <summary>Whether the bytes are UTF-8 at all.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> json) => Utf8.IsValid(json);

    /// <summary>The same document with clean texts, without a byte order mark.</summary>
    /// <exception cref="JsonException">It is no JSON, or a text in it holds half a character.</exception>
    public static byte[] Of(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[Encoding.UTF8.Preamble.Length..];
        var output = new ArrayBufferWriter<byte>(json.Length + 16);
        using var writer = new Utf8JsonWriter(output, Writing);
        var reader = new Utf8JsonReader(json, Reading);
        while (reader.Read()) Copy(ref reader, writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: writer.WriteStartObject(); break;
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.StartArray: writer.WriteStartArray(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            case JsonTokenType.PropertyName: writer.WritePropertyName(Text(ref reader)); break;
            case JsonTokenType.String: writer.WriteStringValue(Text(ref reader)); break;
            case JsonTokenType.Number: writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true); break;
            case JsonTokenType.True: writer.WriteBooleanValue(true); break;
            case JsonTokenType.False: writer.WriteBooleanValue(false); break;
            default: writer.WriteNullValue(); break;
        }
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return CleanText.Of(reader.GetString()!);
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException("A text holds half a character.", half);
        }
    }
}
