using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tracker.Host.Features.Accounts.Migrations
{
    /// <inheritdoc />
    public partial class NamedTokens : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Id",
                table: "token",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "token",
                type: "TEXT",
                maxLength: 60,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Id",
                table: "token");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "token");
        }
    }
}
