using System.Collections;
using System.Reflection;
using System.Text.Json;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Funds.Cities;

/// <summary>How messages between cities are written. A partner's signature proves who has sent one, not that it is right.</summary>
public static class CityJson
{
    /// <summary>Longest text of a message; files are no text.</summary>
    private const int LongestText = 4000;

    private static readonly JsonSerializerOptions Reading = new(DocumentRegister.Json) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public static string Write<T>(T message) => JsonSerializer.Serialize(message, DocumentRegister.Json);

    /// <summary>Null when it is no such message: something is missing or of another kind, a list holds nothing where a line should be, a state does not exist, a text is endless.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> body) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(CleanJson.Of(body), Reading) is { } message && IsWhole(message) ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(object? value) => value switch
    {
        null => true,
        string text => text.Length <= LongestText,
        Enum one => Enum.IsDefined(one.GetType(), one),
        byte[] => true,
        IEnumerable list => list.Cast<object?>().All(item => item is not null && IsWhole(item)),
        _ when value.GetType().Assembly == typeof(CityJson).Assembly => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0).All(p => IsWhole(p.GetValue(value))),
        _ => true,
    };
}
