using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class RequestConfiguration : IEntityTypeConfiguration<RequestRow>
{
    public void Configure(EntityTypeBuilder<RequestRow> builder)
    {
        builder.ToTable("Requests");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).HasMaxLength(44);
        builder.Property(r => r.CaseId).HasMaxLength(32);
        builder.Property(r => r.UserId).HasMaxLength(36);
        builder.Property(r => r.Kind).HasMaxLength(20);
        builder.Property(r => r.StageName).HasMaxLength(100);
        builder.HasIndex(r => new { r.UserId, r.At });
    }
}
